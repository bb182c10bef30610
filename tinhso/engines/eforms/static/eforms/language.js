// The language of conditions and calculations: the browser's twin of rules/language.py, run over the same vectors.
// scope: a function from a name to its value (undefined or null when there is none).

const LARGEST = Number.MAX_SAFE_INTEGER;
const known = (value) => (value === undefined || value === "" ? null : value);
const isNumber = (value) => typeof value === "number";

export function evaluate(rule, scope) {
  if (rule === null || typeof rule !== "object" || Array.isArray(rule)) return rule;
  const [operator, raw] = Object.entries(rule)[0];
  const args = Array.isArray(raw) ? raw : [raw];
  switch (operator) {
    case "var": return known(scope(args[0]));
    case "and": case "or": return joined(operator, args, scope);
    case "if": {
      const chosen = evaluate(args[0], scope);
      return chosen === null ? null : evaluate(args[chosen === true ? 1 : 2], scope);
    }
    case "sum": return sum(args[0], scope);
    case "count": { const rows = scope(args[0]); return Array.isArray(rows) ? rows.length : 0; }
    case "filled": { const v = known(scope(args[0])); return v !== null && !(Array.isArray(v) && v.length === 0); }
    case "in": {
      const value = evaluate(args[0], scope);
      return value === null ? null : args[1].some((other) => value === other);
    }
    default: return applied(operator, args.map((argument) => evaluate(argument, scope)));
  }
}

function joined(operator, args, scope) {
  const deciding = operator === "or";
  let unknown = false;
  for (const argument of args) {
    const value = evaluate(argument, scope);
    if (value === deciding) return deciding;
    unknown = unknown || typeof value !== "boolean";
  }
  return unknown ? null : !deciding;
}

function sum(path, scope) {
  const [group, column] = path.split(".");
  const rows = scope(group);
  let total = 0;
  for (const row of Array.isArray(rows) ? rows : []) total += isNumber(row[column]) ? row[column] : 0;
  return tidy(total);
}

function applied(operator, values) {
  if (values.some((value) => value === null)) return null;
  switch (operator) {
    case "!": return typeof values[0] === "boolean" ? !values[0] : null;
    case "==": return values[0] === values[1];
    case "!=": return values[0] !== values[1];
    case "<": case "<=": case ">": case ">=": return compared(operator, values[0], values[1]);
    case "years": case "days": return between(operator, values[0], values[1]);
    default: return values.every(isNumber) ? arithmetic(operator, values) : null;
  }
}

function arithmetic(operator, values) {
  const [a, b] = values;
  switch (operator) {
    case "+": return tidy(values.reduce((total, value) => total + value, 0));
    case "*": return tidy(values.reduce((product, value) => product * value, 1));
    case "-": return tidy(a - b);
    case "/": return b === 0 ? null : tidy(a / b);
    case "round": {
      const scale = 10 ** (values.length > 1 ? b : 0);
      return Math.abs(a) * scale <= LARGEST ? tidy(Math.floor(a * scale + 0.5) / scale) : null;
    }
    case "min": return tidy(Math.min(...values));
    case "max": return tidy(Math.max(...values));
    default: throw new Error(operator);
  }
}

// -0 becomes 0; what cannot be counted exactly is not known.
const tidy = (number) => (Number.isFinite(number) && Math.abs(number) <= LARGEST ? number + 0 || 0 : null);

function compared(operator, a, b) {
  if (typeof a !== typeof b || typeof a === "boolean" || typeof a === "object") return null;
  // Texts are compared by code points, as Python does; for ISO dates and codes it is the same as by units.
  switch (operator) {
    case "<": return a < b;
    case "<=": return a <= b;
    case ">": return a > b;
    default: return a >= b;
  }
}

function day(value) {
  const found = typeof value === "string" ? /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(value) : null;
  if (!found) return null;
  const [year, month, date] = found.slice(1).map(Number);
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, date);
  return year > 0 && at.getUTCMonth() === month - 1 && at.getUTCDate() === date ? { year, month, date, at } : null;
}

function between(operator, start, end) {
  const a = day(start), b = day(end);
  if (!a || !b) return null;
  if (operator === "days") return Math.round((b.at - a.at) / 86400000);
  return b.year - a.year - (b.month < a.month || (b.month === a.month && b.date < a.date) ? 1 : 0);
}
