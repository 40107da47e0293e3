// Evaluates expressions with the JavaScript library, for test_referee.py.
//
// Reads lines {"expr", "input"?, "bindings"?} and answers each with a line: {"value"}, {"undefined": true},
// {"unfit": true} for what is no JSON (an infinite number, a function), or {"code", "message"}; an error without code
// is one that the library did not mean to throw. The library is the one in the folder given as argument.
const jsonata = require(require("path").join(process.argv[2], "jsonata"));

function fit(value) {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value === "function" || typeof value === "symbol") return false;
  if (value === null || typeof value !== "object") return true;
  if (value._jsonata_function || value._jsonata_lambda) return false;
  return (Array.isArray(value) ? value : Object.values(value)).every(fit);
}

async function answer(question) {
  try {
    const value = await jsonata(question.expr).evaluate(question.input, question.bindings || {});
    if (value === undefined) return { undefined: true };
    return fit(value) ? { value } : { unfit: true };
  } catch (error) {
    return { code: error.code || null, message: String(error.message) };
  }
}

(async () => {
  const lines = require("fs").readFileSync(0, "utf8").split("\n").filter(Boolean);
  for (const line of lines) console.log(JSON.stringify(await answer(JSON.parse(line))));
})();
