// What counts of the answers, and what is wrong with them: the browser's twin of rules/world.py and rules/answers.py.
import { Validator } from "../vendor/json-schema/index.js";
import { evaluate } from "./language.js";
import { show } from "./typed.js";

const FEW_OPTIONS = 5;
const isOn = (rule, scope) => evaluate(rule === undefined ? true : rule, scope) === true;

export function kindOf(field) {
  if (field["x-widget"]) return field["x-widget"];
  if (field.enum) return field.enum.length <= FEW_OPTIONS ? "radio" : "select";
  if (field.type === "array") return "rows";
  if (field.type === "boolean") return "yesno";
  if (field.type === "integer" || field.type === "number") return field.type;
  return field.format === "date" ? "date" : "text";
}

// The columns of a row in the order of asking: JSON from the database has no order of keys.
export const columnsOf = (row) => row["x-order"] ?? Object.keys(row.properties);

// known: answers of earlier steps that rules of this one look back to.
export function seen(schema, answers, known = {}) {
  const values = { ...known }, hidden = new Set();
  const scope = (name) => values[name];
  const value = (field, typed, at) => {
    const found = field["x-calculate"] === undefined ? typed : evaluate(field["x-calculate"], at);
    return found === undefined || found === "" ? null : found;
  };
  for (const step of schema["x-steps"]) {
    const stepIsOn = isOn(step["x-show-if"], scope);
    for (const section of step.sections) {
      const sectionIsOn = stepIsOn && isOn(section["x-show-if"], scope);
      for (const name of section.fields) {
        const field = schema.properties[name];
        if (!(sectionIsOn && isOn(field["x-show-if"], scope))) { hidden.add(name); continue; }
        if (field.type !== "array") {
          const found = value(field, answers[name], scope);
          if (found !== null) values[name] = found;
          continue;
        }
        values[name] = (Array.isArray(answers[name]) ? answers[name] : []).map((row, number) => {
          const cells = {};
          const inside = (key) => (key in cells ? cells[key] : values[key]);
          for (const column of columnsOf(field.items)) {
            const inner = field.items.properties[column];
            if (!isOn(inner["x-show-if"], inside)) { hidden.add(`${name}.${number}.${column}`); continue; }
            const found = value(inner, row[column], inside);
            if (found !== null) cells[column] = found;
          }
          return cells;
        });
      }
    }
  }
  return { values, hidden };
}

const validators = new WeakMap();

function faultOf(field, value, sentences) {
  if (!validators.has(field)) {
    const { items, ...alone } = field;
    // An unsatisfied `format` is reported under that name; only dates are judged, as on the server.
    if (alone.format !== "date") delete alone.format;
    validators.set(field, new Validator(alone, "2020-12", false));
  }
  const answer = validators.get(field).validate(value);
  if (answer.valid) return "";
  const rank = (keyword) => { const at = sentences.order.indexOf(keyword); return at < 0 ? sentences.order.length : at; };
  const broken = answer.errors.map((error) => error.keyword).sort((a, b) => rank(a) - rank(b));
  return sentence(field, broken[0], sentences);
}

export function sentence(field, keyword, sentences) {
  const kind = kindOf(field), table = sentences[keyword] ?? sentences.type;
  const words = field["x-sentences"]?.[keyword] || table[kind] || table.default;
  const limit = typeof field[keyword] === "number" ? show("number", field[keyword]) : "";
  const label = field.title;
  return words.replaceAll("{label}", lowered(label)).replaceAll("{Label}", label).replaceAll("{limit}", limit);
}

function lowered(label) {
  const second = label[1] ?? "";
  const isUpper = second !== second.toLowerCase() && second === second.toUpperCase();
  return label.length > 1 && isUpper ? label : label.slice(0, 1).toLowerCase() + label.slice(1);
}

export function problems(schema, answers, { today, sentences, known = {} }) {
  const world = seen(schema, answers, known), found = {};
  const top = (name) => (name === "today" && !("today" in world.values) ? today : world.values[name]);
  const names = schema["x-steps"].flatMap((step) => step.sections.flatMap((section) => section.fields));
  const ask = (owner, columns, values, at) => {
    for (const name of columns) {
      const field = owner.properties[name];
      if (world.hidden.has(at + name) || field["x-calculate"] !== undefined) continue;
      const value = values[name] ?? null;
      const isEmpty = value === null || (Array.isArray(value) && !value.length) || (value === false && kindOf(field) === "checkbox");
      if (isEmpty) {
        if (owner.required?.includes(name)) found[at + name] = sentence(field, "required", sentences);
        continue;
      }
      const fault = faultOf(field, value, sentences);
      if (fault) found[at + name] = fault;
    }
  };
  const check = (owner, columns, scope, at) => {
    for (const one of owner["x-checks"] ?? []) {
      const path = at + one.field;
      if (!columns.includes(one.field) || world.hidden.has(path) || path in found) continue;
      if (evaluate(one.rule, scope) === false) found[path] = one.sentence;
    }
  };
  ask(schema, names, world.values, "");
  check(schema, names, top, "");
  for (const name of names) {
    const field = schema.properties[name];
    if (field.type !== "array" || world.hidden.has(name)) continue;
    const columns = columnsOf(field.items);
    (world.values[name] ?? []).forEach((row, number) => {
      ask(field.items, columns, row, `${name}.${number}.`);
      check(field.items, columns, (key) => (key in row ? row[key] : top(key)), `${name}.${number}.`);
    });
  }
  return found;
}
