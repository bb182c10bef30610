// The communes on MapLibre, from our own boundaries, with no tile of anybody. The table below says the same.
const place = document.getElementById("map");
const words = document.getElementById("map-words");
const sheet = document.getElementById("map-sheet");
const told = JSON.parse(place.dataset.drawn);
const judged = place.dataset.hasThreshold === "1";
const LIGHTS = { GREEN: "#8fd0a8", AMBER: "#f3cf7a", RED: "#e58a83", NONE: "#ffffff" };
const SHADES = ["#d5e4f5", "#a9c6e8", "#7aa5d6", "#4a7ab6", "#1f4e8c"];
const colour = (one) => (judged ? LIGHTS[one.light] : (one.shade < 0 ? "#ffffff" : SHADES[one.shade]));

function edges(features) {
  const box = [180, 90, -180, -90];
  const walk = (part) => {
    if (typeof part[0] !== "number") return part.forEach(walk);
    box[0] = Math.min(box[0], part[0]); box[1] = Math.min(box[1], part[1]);
    box[2] = Math.max(box[2], part[0]); box[3] = Math.max(box[3], part[1]);
  };
  features.forEach((one) => walk(one.geometry.coordinates));
  return [[box[0], box[1]], [box[2], box[3]]];
}

async function begin() {
  const maplibregl = await import(place.dataset.library);
  maplibregl.setWorkerUrl(new URL(place.dataset.worker, location.href).href);
  const shapes = await (await fetch(place.dataset.file)).json();
  for (const one of shapes.features) {
    const said = told.places[one.properties.code];
    one.properties.colour = said ? colour(said) : "#ffffff";
  }
  sheet.hidden = false;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = new maplibregl.Map({
    container: place, bounds: edges(shapes.features), fitBoundsOptions: { padding: 20, animate: !still }, attributionControl: false,
    dragRotate: false, cooperativeGestures: matchMedia("(pointer: coarse)").matches,
    style: {
      version: 8,
      sources: { places: { type: "geojson", data: shapes, promoteId: "code" } },
      layers: [
        { id: "sea", type: "background", paint: { "background-color": "#dfe9f3" } },
        { id: "fill", type: "fill", source: "places", paint: { "fill-color": ["get", "colour"], "fill-opacity": ["case", ["boolean", ["feature-state", "here"], false], 0.65, 1] } },
        { id: "line", type: "line", source: "places", paint: { "line-color": "#42566e", "line-width": ["case", ["boolean", ["feature-state", "here"], false], 3, 0.8] } },
      ],
    },
  });
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }));
  let here = null;
  const leave = () => { if (here !== null) map.setFeatureState({ source: "places", id: here }, { here: false }); here = null; };
  map.on("mousemove", "fill", (event) => {
    const code = event.features[0].properties.code;
    const said = told.places[code];
    leave();
    here = code;
    map.setFeatureState({ source: "places", id: code }, { here: true });
    map.getCanvas().style.cursor = said?.url ? "pointer" : "";
    if (said) words.textContent = `${said.name}: ${said.value} ${told.unit === "%" ? "" : told.unit}`;
  });
  map.on("mouseleave", "fill", () => { leave(); words.textContent = words.dataset.none; });
  map.on("click", "fill", (event) => {
    const said = told.places[event.features[0].properties.code];
    if (said?.url) location.assign(said.url);
  });
  map.once("idle", () => { place.dataset.ready = "1"; });
}
// Without WebGL the table stands alone.
begin().catch((problem) => { sheet.hidden = true; console.warn("no map:", problem.message); });
