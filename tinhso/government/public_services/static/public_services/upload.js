// Files go up as soon as they are chosen, with a bar that moves; without this script the button does the same.
document.documentElement.classList.add("uploads-by-script");
const send = (input) => {
  const form = input.closest("form.upload");
  if (!form || input.type !== "file" || !input.files.length) return;
  const section = form.closest("section");
  const bar = form.querySelector("progress");
  const said = form.querySelector(".upload-said");
  const request = new XMLHttpRequest();
  bar.hidden = false;
  request.upload.addEventListener("progress", (moved) => {
    if (!moved.lengthComputable) return;
    bar.value = (100 * moved.loaded) / moved.total;
    said.textContent = `${Math.round(bar.value)} %`;
  });
  request.addEventListener("load", () => {
    // The answer is the whole page again, with the new file or with the sentence that refused it.
    const fresh = new DOMParser().parseFromString(request.responseText, "text/html").getElementById(section.id);
    if (!fresh) { location.reload(); return; }
    section.replaceWith(document.adoptNode(fresh));
    fresh.querySelector("input[type=file]").focus();
  });
  request.addEventListener("error", () => {
    bar.hidden = true;
    said.textContent = said.dataset.lost;
  });
  request.open("POST", form.action);
  request.setRequestHeader("HX-Request", "true");
  request.send(new FormData(form));
};
document.addEventListener("change", (event) => send(event.target));
// On a slow line a file may have been chosen before this script came.
document.querySelectorAll("form.upload input[type=file]").forEach(send);
