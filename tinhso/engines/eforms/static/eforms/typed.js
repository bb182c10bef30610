// What people type and what is stored: the browser's twin of rules/typed.py, run over the same vectors.

const SPACES = /[\s\u00a0\u200b\ufeff]+/g;
const SAFE_DIGITS = 15;
const whole = (pattern) => new RegExp(`^(?:${pattern})$`);
const DATE = whole("([0-9]{1,2})[/.\\- ]+([0-9]{1,2})[/.\\- ]+([0-9]{4})");
const ISO = whole("([0-9]{4})-([0-9]{2})-([0-9]{2})");
const GROUPED = whole("[0-9]{1,3}(?:[., ][0-9]{3})+|[0-9]+");
const DECIMAL = whole("([0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]+)(?:,([0-9]{1,6}))?");
const POINTED = whole("([0-9]+)\\.([0-9]{1,2}|[0-9]{4,6})");

export function parse(kind, typed) {
  let text = typed.normalize("NFC");
  if (kind === "textarea") {
    const lines = text.replaceAll("\r\n", "\n").split("\n").map((line) => line.replace(SPACES, " ").trim());
    return lines.join("\n").trim() || null;
  }
  text = text.replace(SPACES, " ").trim();
  if (!text) return null;
  switch (kind) {
    case "date": return date(text);
    case "money": case "integer": return integer(text);
    case "number": return number(text);
    case "phone": { const bare = text.replace(/[ .\-()]/g, "") || text; return bare.startsWith("+84") ? "0" + bare.slice(3) : bare; }
    case "personal_number": return text.replace(/[ .\-]/g, "") || text;
    case "email": return text.replaceAll(" ", "").toLowerCase();
    case "yesno": case "checkbox": return { true: true, on: true, false: false }[text] ?? text;
    default: return text;
  }
}

export function show(kind, value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "true" : "false";
  if (typeof value === "number") {
    if (Number.isInteger(value)) return ["money", "integer", "number"].includes(kind) ? grouped(String(value)) : String(value);
    const [before, after = ""] = value.toFixed(6).replace(/0+$/, "").split(".");
    return grouped(before) + (after ? "," + after : "");
  }
  const found = kind === "date" ? ISO.exec(value) : null;
  return found ? `${found[3]}/${found[2]}/${found[1]}` : String(value);
}

const grouped = (digits) => digits.replace(/\B(?=([0-9]{3})+$)/g, ".");

function date(text) {
  const typed = DATE.exec(text), iso = ISO.exec(text);
  if (!typed && !iso) return text;
  const [year, month, day] = (typed ? [typed[3], typed[2], typed[1]] : iso.slice(1)).map(Number);
  const at = new Date(Date.UTC(2000, 0, 1));
  at.setUTCFullYear(year, month - 1, day);
  if (year < 1000 || at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return text;
  return [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
}

function integer(text) {
  const bare = text.toLowerCase().replace(/(?:đồng|vnđ|vnd|đ)$/, "").trim();
  const digits = bare.replace(/[., ]/g, "");
  return GROUPED.test(bare) && digits.length <= SAFE_DIGITS ? Number(digits) : text;
}

function number(text) {
  const found = DECIMAL.exec(text) || POINTED.exec(text);
  if (!found) return text;
  const before = found[1].replace(/[. ]/g, ""), after = (found[2] || "").replace(/0+$/, "");
  return before.length + after.length > SAFE_DIGITS ? text : Number(after ? `${before}.${after}` : before);
}
