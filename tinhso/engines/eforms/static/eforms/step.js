// Brings a step to life: conditions, calculations, rows, and errors before the server is asked.
// Without this file everything can still be filled in; the server decides in either case.
import { kindOf, problems, seen } from "./rules.js";
import { parse, show } from "./typed.js";

const form = document.querySelector("[data-eform]")?.closest("form");
if (form) enliven(form, JSON.parse(document.getElementById("eform-rules").textContent));

function enliven(form, { schema, known, sentences, today }) {
  const touched = new Set();
  const eform = form.querySelector("[data-eform]");

  const inputs = (path) => form.querySelectorAll(`[name="${CSS.escape(path)}"]`);
  function typed(field, path) {
    if (field["x-calculate"] !== undefined) return null;
    const found = [...inputs(path)];
    if (!found.length) return null;
    if (kindOf(field) === "checkbox") return found[0].checked;
    const chosen = found[0].type === "radio" ? found.find((input) => input.checked) : found[0];
    return chosen ? parse(kindOf(field), chosen.value) : null;
  }
  // Rows keep the number they were born with; `at` maps their place in the list to it.
  const rowsOf = (name) => [...form.querySelectorAll(`[data-rows="${CSS.escape(name)}"] [data-row-list] > [data-row]`)];
  const numberOf = (row) => row.querySelector("input[type=hidden][name$='.row']").name.split(".").at(-2);

  function read() {
    const answers = {}, at = {};
    for (const [name, field] of Object.entries(schema.properties)) {
      if (field.type !== "array") { answers[name] = typed(field, name); continue; }
      const numbers = rowsOf(name).map(numberOf), rows = [];
      for (const number of numbers) {
        const cells = Object.entries(field.items.properties).map(([c, f]) => [c, typed(f, `${name}.${number}.${c}`)]);
        if (cells.every(([, value]) => value === null || value === false)) continue; // an empty row does not count
        at[`${name}.${rows.length}`] = `${name}.${number}`;
        rows.push(Object.fromEntries(cells));
      }
      answers[name] = rows;
    }
    return { answers, at };
  }
  const onPage = (path, at) => {
    const [group, number, column] = path.split(".");
    return column === undefined ? path : `${at[`${group}.${number}`]}.${column}`;
  };
  const boxOf = (path) => eform.querySelector(`[data-path="${CSS.escape(path)}"]`);

  function refresh() {
    const { answers, at } = read(), world = seen(schema, answers, known);
    const hidden = new Set([...world.hidden].map((path) => onPage(path, at)));
    eform.querySelectorAll("[data-path]").forEach((box) => {
      if (!box.closest("template")) box.toggleAttribute("data-off", hidden.has(box.dataset.path));
    });
    eform.querySelectorAll("fieldset.eform-section").forEach((section) => {
      section.toggleAttribute("data-off", !section.querySelector("[data-path]:not([data-off])"));
    });
    calculate(schema.properties, world.values, "");
    for (const [name, field] of Object.entries(schema.properties)) {
      if (field.type !== "array") continue;
      (world.values[name] ?? []).forEach((row, n) => calculate(field.items.properties, row, `${at[`${name}.${n}`]}.`));
    }
    const found = problems(schema, answers, { today, sentences, known });
    return Object.fromEntries(Object.entries(found).map(([path, words]) => [onPage(path, at), words]));
  }
  function calculate(fields, values, at) {
    for (const [name, field] of Object.entries(fields)) {
      const output = field["x-calculate"] !== undefined && boxOf(at + name)?.querySelector("[data-output]");
      if (output) output.textContent = show(kindOf(field), values[name] ?? null) || "—";
    }
  }
  function tell(box, words) {
    const error = box.querySelector(":scope > .error, :scope > fieldset > .error");
    if (!error) return;
    error.querySelector("[data-error]").textContent = words;
    error.hidden = !words;
    box.classList.toggle("has-error", Boolean(words));
    box.querySelectorAll(":scope > .form-control, :scope > .form-select, :scope > .eform-input > input, :scope > .form-check > input")
      .forEach((input) => (words ? input.setAttribute("aria-invalid", "true") : input.removeAttribute("aria-invalid")));
  }
  // An error is told when a field is left, and taken back as soon as it is mended.
  function tellTouched(found) {
    eform.querySelectorAll("[data-path]").forEach((box) => {
      const words = found[box.dataset.path] ?? "";
      if (!words || touched.has(box.dataset.path)) tell(box, words);
    });
  }

  eform.addEventListener("input", () => tellTouched(refresh()));
  eform.addEventListener("focusout", (event) => {
    const box = event.target.closest("[data-path]");
    if (!box || !event.target.name || event.target.name === "row") return;
    // Leaving an empty field says nothing yet: the person may only be looking around.
    if (event.target.value && event.target.type !== "radio" && event.target.type !== "checkbox") touched.add(box.dataset.path);
    tellTouched(refresh());
  });

  eform.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=row]");
    if (!button) return;
    event.preventDefault();
    const [verb, target] = button.value.split(":");
    if (verb === "add") addRow(button.closest("[data-rows]"));
    else removeRow(button.closest("[data-row]"), target.split(".")[0]);
    tellTouched(refresh());
  });
  function addRow(group) {
    const list = group.querySelector("[data-row-list]");
    if (list.children.length >= Number(group.dataset.max)) return;
    const next = Math.max(-1, ...rowsOf(group.dataset.rows).map((row) => Number(numberOf(row)))) + 1;
    const holder = document.createElement("template");
    holder.innerHTML = group.querySelector(":scope > template").innerHTML.replaceAll("__n__", String(next));
    list.append(holder.content);
    entitle(group);
    list.lastElementChild.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  }
  function removeRow(row) {
    const group = row.closest("[data-rows]");
    row.remove();
    entitle(group);
    group.querySelector(":scope > button[name=row]").focus();
  }
  function entitle(group) {
    const rows = rowsOf(group.dataset.rows);
    rows.forEach((row, n) => {
      const title = row.querySelector("[data-row-title]"), words = `${title.dataset.name} ${n + 1}`;
      title.textContent = words;
      row.querySelector("[data-row-name]").textContent = words;
    });
    group.querySelector(":scope > button[name=row]").hidden = rows.length >= Number(group.dataset.max);
  }

  // Only a button that goes on is held back; saving for later and row buttons carry formnovalidate.
  form.addEventListener("submit", (event) => {
    if (event.submitter?.formNoValidate) return;
    const found = refresh(), wrong = Object.entries(found).filter(([path]) => boxOf(path));
    eform.querySelectorAll("[data-path]").forEach((box) => { touched.add(box.dataset.path); tell(box, found[box.dataset.path] ?? ""); });
    summarise(wrong);
    if (wrong.length) event.preventDefault();
  });
  function summarise(wrong) {
    const place = form.querySelector("[data-eform-errors]");
    place.replaceChildren();
    if (!wrong.length) return;
    const box = document.createElement("div");
    box.className = "error-summary";
    box.tabIndex = -1;
    box.setAttribute("role", "alert");
    const title = document.createElement("h2");
    title.className = "h3";
    title.textContent = "Có chỗ cần sửa trước khi đi tiếp";
    const list = document.createElement("ul");
    for (const [path, words] of wrong) {
      const link = document.createElement("a"), item = document.createElement("li");
      link.href = "#f-" + path.replaceAll(".", "-");
      link.textContent = words;
      item.append(link);
      list.append(item);
    }
    box.append(title, list);
    place.append(box);
    box.focus();
  }

  form.noValidate = true;
  eform.querySelectorAll("[data-rows]").forEach(entitle);
  refresh();
}
