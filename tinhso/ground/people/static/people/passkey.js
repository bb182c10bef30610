// Passkeys: a form with data-passkey="add" or "use" asks our server for orders, the browser for a key,
// and brings the answer back. Where the browser cannot, the form stays hidden and codes remain.
const able = window.PublicKeyCredential && PublicKeyCredential.parseRequestOptionsFromJSON;
async function ask(address, form, body, kind) {
  const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
  if (kind) headers["Content-Type"] = kind;
  const answer = await fetch(address, { method: "POST", headers, body });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.problem);
  return said;
}
async function run(form) {
  const orders = (await ask(form.dataset.begin, form, new FormData(form))).publicKey;
  const key = form.dataset.passkey === "add"
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(orders) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(orders) });
  const done = await ask(form.dataset.finish, form, JSON.stringify(key.toJSON()), "application/json");
  window.location.assign(done.to);
}
document.querySelectorAll("form[data-passkey]").forEach((form) => {
  if (!able) return;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const problem = form.querySelector("[role=alert]");
    problem.textContent = "";
    run(form).catch((error) => {
      problem.textContent = error.name === "Error" ? error.message : form.dataset.cancelled;
    });
  });
});
