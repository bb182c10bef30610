// Charts out of what the page already says, and the live part of a wall. Without this file every figure is still there.
(() => {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const written = new Intl.NumberFormat(document.documentElement.lang === "en" ? "en-GB" : "vi-VN", { maximumFractionDigits: 2 });

  function draw(place) {
    if (!window.echarts || place.dataset.drawn) return;
    place.dataset.drawn = "1";
    const told = JSON.parse(place.dataset.chart);
    const small = place.classList.contains("spark");
    place.replaceChildren(); // the drawing that needs no script
    const chart = echarts.init(place, null, { renderer: "svg" });
    const bound = (value, colour) => (value === null ? [] : [{ yAxis: value, lineStyle: { color: colour } }]);
    chart.setOption({
      animation: !still && !small,
      grid: small ? { left: 2, right: 6, top: 6, bottom: 4 } : { left: 8, right: 16, top: 24, bottom: 8, containLabel: true },
      xAxis: { type: "category", data: told.labels, show: !small, boundaryGap: false },
      yAxis: { type: "value", scale: true, show: !small, axisLabel: { formatter: (value) => written.format(value) } },
      // Rich text: a tooltip of HTML would need styles that our policy forbids.
      tooltip: { trigger: "axis", renderMode: "richText", confine: true, valueFormatter: (value) => (value === null || value === undefined ? "—" : `${written.format(value)} ${told.unit}`) },
      series: [{
        type: "line", data: told.values, connectNulls: false, symbolSize: small ? 3 : 7,
        lineStyle: { width: small ? 2.5 : 3, color: small ? "#7fb3f5" : "#1f4e8c" }, itemStyle: { color: small ? "#7fb3f5" : "#1f4e8c" },
        markLine: small ? undefined : { symbol: "none", silent: true, label: { show: false }, data: [...bound(told.green, "#1b6b3a"), ...bound(told.red, "#a8201a")] },
      }],
    });
    new ResizeObserver(() => chart.resize()).observe(place);
  }
  const drawAll = (root) => root.querySelectorAll("[data-chart]").forEach(draw);
  drawAll(document);

  const live = document.getElementById("live");
  if (!live) return;
  const words = document.getElementById("listening");
  const say = (name) => { words.textContent = words.dataset[name]; words.classList.toggle("is-lost", name === "lost"); };
  const shown = new Map();
  live.querySelectorAll("[data-live]").forEach((piece) => shown.set(piece.id, piece.outerHTML));

  // Only pieces that changed are replaced, and never the one in which somebody stands with the keyboard.
  function show(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const pieces = [...fresh.querySelectorAll("[data-live]")];
    if (pieces.length !== shown.size || pieces.some((piece) => !document.getElementById(piece.id))) {
      live.innerHTML = html;
      shown.clear();
      live.querySelectorAll("[data-live]").forEach((piece) => shown.set(piece.id, piece.outerHTML));
    } else {
      for (const piece of pieces) {
        const here = document.getElementById(piece.id);
        if (shown.get(piece.id) === piece.outerHTML || here.contains(document.activeElement)) continue;
        shown.set(piece.id, piece.outerHTML);
        here.querySelectorAll("[data-drawn]").forEach((place) => echarts.getInstanceByDom(place)?.dispose());
        here.replaceWith(piece);
      }
    }
    drawAll(live);
  }

  let failures = 0;
  async function ask() {
    try {
      const answer = await fetch(live.dataset.fragment, { headers: { "HX-Request": "true" } });
      if (!answer.ok || answer.status === 204) throw new Error(String(answer.status));
      show(await answer.text());
      say("askedText");
    } catch {
      say("lost");
    }
  }
  // A ticket is good for one connection, so each new one begins with a new ticket; meanwhile the page asks by itself.
  async function listen() {
    try {
      const answer = await fetch(live.dataset.ticket, { headers: { "HX-Request": "true" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const source = new EventSource((await answer.json()).stream);
      source.addEventListener("wall", (event) => { failures = 0; show(JSON.parse(event.data)); say("liveText"); });
      source.addEventListener("bye", () => { source.close(); say("lost"); setTimeout(listen, 1000); });
      source.onerror = () => { source.close(); later(); };
    } catch {
      later();
    }
  }
  function later() {
    failures += 1;
    ask();
    setTimeout(listen, Math.min(30000, 1000 * 2 ** failures) * (0.75 + Math.random() / 2));
  }
  if (live.dataset.ticket) listen();
  else { say("askedText"); setInterval(ask, 30000); }
})();
