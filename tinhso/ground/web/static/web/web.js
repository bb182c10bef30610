// Small manners for every page; nothing here is needed for reading or filing.
// A form is sent once: its buttons rest until the answer comes (or the page is shown again).
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.dataset.sent) { if (form.dataset.sent) event.preventDefault(); return; }
  form.dataset.sent = "1";
  // After the browser has read the pressed button's own name and value.
  setTimeout(() => form.querySelectorAll("button[type=submit]").forEach((b) => { b.setAttribute("aria-disabled", "true"); }), 0);
});
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-disabled]").forEach((b) => b.removeAttribute("aria-disabled"));
}));
document.addEventListener("htmx:after:request", (event) => {
  const form = event.target.closest && event.target.closest("form");
  if (form) { delete form.dataset.sent; form.querySelectorAll("[aria-disabled]").forEach((b) => b.removeAttribute("aria-disabled")); }
});
// Screen readers and sighted people are brought to the list of errors first.
document.querySelector(".error-summary")?.focus();
