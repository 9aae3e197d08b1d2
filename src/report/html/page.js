(() => {
  "use strict";
  const byId = id => document.getElementById(id);
  const make = (tag, set = {}, ...inside) => {
    const it = Object.assign(document.createElement(tag), set);
    it.append(...inside);
    return it;
  };

  const data = byId("data") && JSON.parse(byId("data").textContent);
  const words = data ? data.words : {};
  const fill = (text, values) => text.replace(/<(\w+)>/g, (all, name) => values[name] ?? all);

  // Tables by any column: by numbers where they are.
  const order = new Intl.Collator(undefined, { numeric: true });
  document.querySelectorAll("table.found, table.sortable").forEach(table => {
    const body = table.tBodies[0];
    table.querySelectorAll("thead th").forEach((head, column) => {
      const button = make("button", { type: "button" }, ...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
        table.querySelectorAll("th[aria-sort]").forEach(it => it.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down > 0 ? "ascending" : "descending");
        const key = row => {
          const cell = row.cells[column];
          return cell ? cell.dataset.v ?? (cell.querySelector("select")?.value || cell.textContent.trim()) : "";
        };
        const isNumber = head.classList.contains("n");
        const compare = (a, b) => isNumber ? a.replace(/\D/g, "") - b.replace(/\D/g, "") : order.compare(a, b);
        [...body.rows].map(row => [key(row), row]).sort((a, b) => down * compare(a[0], b[0])).forEach(it => body.append(it[1]));
      });
    });
  });

  if (!data) return;

  // Rows as they were proposed, and as they are now. `name` and the other cells stand as in a file; `value` as it is.
  const [RULE, KIND, ID, NAME, ACTION, VALUE, NOTE, IDENTITY, OWN] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const rows = data.rows.map(row => ({ proposed: row, action: row[ACTION], value: row[VALUE], note: row[NOTE], extra: {} }));
  const keyOf = row => row.slice(RULE, ID + 1).join("\t");
  const known = new Map(rows.map(row => [keyOf(row.proposed), row]));
  let columns = data.columns, separator = data.separator, lineEnd = "\n", others = [], unsaved = false;

  // Names that are taken: how often each hash occurs.
  const unpack = text => {
    const bytes = Uint8Array.from(atob(text), c => c.charCodeAt(0));
    const view = new DataView(bytes.buffer), counts = new Map();
    for (let at = 0; at < bytes.length; at += 4) {
      const hash = view.getUint32(at, true);
      counts.set(hash, (counts.get(hash) ?? 0) + 1);
    }
    return counts;
  };
  const taken = { nodes: unpack(data.names.nodes), addins: unpack(data.names.addins) };
  const hash = name => {
    let hash = 0x811c9dc5;
    const small = [...name.replace(/ +$/, "").normalize("NFKC")].map(c => c.toLowerCase()).join("");
    for (let at = 0; at < small.length; at++) hash = Math.imul(hash ^ small.charCodeAt(at), 0x01000193) >>> 0;
    return hash;
  };
  const space = row => row.proposed[KIND] === "addin" ? "addins" : "nodes";
  const thing = row => row.proposed[KIND] + "\t" + row.proposed[ID];
  // What decisions change in that: each object once, whatever number of rows it has.
  const changes = () => {
    const moved = { nodes: new Map(), addins: new Map() }, seen = new Set();
    const add = (space, hash, by) => moved[space].set(hash, (moved[space].get(hash) ?? 0) + by);
    for (const row of rows) {
      const leaves = row.action === "exclude" || row.action === "rename";
      if (!leaves || row.proposed[OWN] == null || seen.has(thing(row))) continue;
      seen.add(thing(row));
      add(space(row), row.proposed[OWN], -1);
      if (row.action === "rename" && row.value.trim()) add(space(row), hash(row.value), 1);
    }
    return moved;
  };
  const fault = (row, moved) => {
    if (row.action !== "rename") return null;
    const limit = data.limits[row.proposed[KIND]], name = row.value;
    if (!name.trim()) return words.empty;
    if (/[\u0000-\u001f\u007f-\u009f]/.test(name)) return words.badCharacter;
    if (name.length > limit) return words.tooLong;
    const at = space(row), own = hash(name);
    return (taken[at].get(own) ?? 0) + (moved[at].get(own) ?? 0) > 1 ? words.taken : null;
  };

  // One editor for each row that is shown.
  const editors = [];
  const changed = row => row.action !== row.proposed[ACTION] || row.value !== row.proposed[VALUE] || row.note !== row.proposed[NOTE];
  const choices = (rule, kind) => data.rules[rule][kind];
  const picker = (possible, chosen, label) => {
    const select = make("select");
    select.setAttribute("aria-label", label);
    possible.forEach(action => select.append(make("option", { value: action, textContent: words.actions[action], selected: action === chosen })));
    return select;
  };
  document.querySelectorAll("td[data-row]").forEach(cell => {
    const row = rows[cell.dataset.row], line = cell.parentElement;
    const about = line.cells[0].textContent.trim();
    const select = picker(choices(row.proposed[RULE], row.proposed[KIND]), row.action, words.action + ": " + about);
    const input = make("textarea", { className: "new", value: row.value, rows: 1, spellcheck: false, autocomplete: "off", dir: "auto" });
    input.setAttribute("aria-label", words.newName + ": " + about);
    const note = make("input", { className: "note", value: row.note, placeholder: words.note, autocomplete: "off" });
    note.setAttribute("aria-label", words.note + ": " + about);
    const output = make("output");
    const editor = make("div", { className: "edit" }, select, input, output, note);
    cell.querySelector(".advice").hidden = true;
    const why = cell.querySelector(".why");
    if (why) why.hidden = true;
    cell.append(editor);
    const show = moved => {
      const wrong = fault(row, moved);
      select.value = row.action;
      if (input.value !== row.value) input.value = row.value;
      if (note.value !== row.note) note.value = row.note;
      input.rows = Math.max(1, Math.ceil(row.value.length / 30));
      input.hidden = output.hidden = row.action !== "rename";
      output.className = wrong ? "bad" : "";
      output.textContent = fill(words.length, { length: row.value.length, limit: data.limits[row.proposed[KIND]] }) + " · " + (wrong ?? words.free);
      if (wrong) input.setAttribute("aria-invalid", "true"); else input.removeAttribute("aria-invalid");
      line.classList.toggle("changed", changed(row));
      return wrong;
    };
    select.addEventListener("change", () => {
      row.action = select.value;
      row.value = row.action === "rename" ? row.value || row.proposed[VALUE] : "";
      edited();
    });
    input.addEventListener("input", () => {
      // A name is one line.
      row.value = input.value.replace(/[\r\n]+/g, " ");
      edited();
    });
    note.addEventListener("input", () => { row.note = note.value; edited(); });
    editors.push(show);
  });

  const state = byId("state");
  const showAll = () => {
    const moved = changes();
    const wrong = editors.map(show => show(moved)).filter(Boolean).length;
    const count = rows.filter(changed).length;
    state.textContent = fill(words.changed, { count }) + (wrong ? " · " + fill(words.faulty, { count: wrong }) : "");
  };
  const edited = () => { unsaved = true; showAll(); };
  addEventListener("beforeunload", event => { if (unsaved) event.preventDefault(); });

  // One choice for all of a rule.
  document.querySelectorAll("section[data-rule]").forEach(section => {
    const rule = section.dataset.rule, table = section.querySelector(".found");
    if (!data.rules[rule] || !section.querySelector("td[data-row]")) return;
    const possible = [...new Set(Object.values(data.rules[rule]).flat())].filter(action => action !== "rename");
    const select = make("select");
    select.append(make("option", { value: "", textContent: "–" }), ...possible.map(action => make("option", { value: action, textContent: words.actions[action] })));
    select.addEventListener("change", () => {
      rows.filter(row => row.proposed[RULE] === rule && choices(rule, row.proposed[KIND]).includes(select.value)).forEach(row => {
        row.action = select.value;
        row.value = "";
      });
      edited();
    });
    section.insertBefore(make("p", { className: "bulk" }, make("label", {}, words.forAll + " ", select)), table.parentElement);
  });

  // The file: what a spreadsheet would run stands behind an apostrophe, what is not seen as its number.
  const hidden = /[\p{Cc}\p{Cf}\u2028\u2029]/u;
  const guard = text => {
    let shown = "";
    for (let at = 0; at < text.length;) {
      const c = String.fromCodePoint(text.codePointAt(at));
      const isNumber = text.startsWith("\\u{", at);
      shown += isNumber || (hidden.test(c) && !/[\t\r\n]/.test(c)) ? "\\u{" + c.codePointAt(0).toString(16) + "}" : c;
      at += c.length;
    }
    return /^'*[=+\-@\t\r]/.test(shown) ? "'" + shown : shown;
  };
  const quote = cell => /["\r\n]/.test(cell) || cell.includes(separator) ? '"' + cell.replaceAll('"', '""') + '"' : cell;
  const cells = row => {
    const own = {
      rule: row.proposed[RULE], kind: row.proposed[KIND], id: row.proposed[ID], name: row.proposed[NAME],
      action: row.action, value: guard(row.value), note: row.note === row.proposed[NOTE] ? row.note : guard(row.note), identity: row.proposed[IDENTITY],
    };
    return columns.map(column => own[column.trim().toLowerCase()] ?? row.extra[column] ?? "");
  };
  const file = () => [columns, ...rows.map(cells), ...others].map(row => row.map(quote).join(separator) + lineEnd).join("");
  byId("save").addEventListener("click", () => {
    const url = URL.createObjectURL(new Blob(["\ufeff" + file()], { type: "text/csv" }));
    make("a", { href: url, download: data.file }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
    unsaved = false;
  });

  // A file that was saved before.
  const parse = (text, separator) => {
    const all = [];
    let row = [], cell = "", quoted = false;
    for (let at = 0; at < text.length; at++) {
      const c = text[at];
      if (quoted) {
        if (c !== '"') cell += c;
        else if (text[at + 1] === '"') { cell += c; at++; } else quoted = false;
      } else if (c === '"' && cell === "") quoted = true;
      else if (c === separator) { row.push(cell); cell = ""; }
      else if (c === "\n" || c === "\r") {
        if (c === "\r" && text[at + 1] === "\n") at++;
        row.push(cell);
        all.push(row);
        row = [];
        cell = "";
      } else cell += c;
    }
    if (cell !== "" || row.length) all.push([...row, cell]);
    return all.filter(row => row.some(cell => cell.trim() !== ""));
  };
  const unguard = cell => {
    const bare = /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
    return bare.replace(/\\u\{([0-9a-f]{1,6})\}/gi, (all, number) => {
      const code = parseInt(number, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : all;
    });
  };
  const load = text => {
    text = text.replace(/^\ufeff/, "").replace(/^sep=.\r?\n/i, "");
    const first = text.slice(0, text.search(/[\r\n]|$/));
    const by = [",", ";", "\t"].sort((a, b) => first.split(b).length - first.split(a).length)[0];
    const [head, ...lines] = parse(text, by);
    const place = name => head ? head.findIndex(cell => cell.trim().toLowerCase() === name) : -1;
    if (["rule", "kind", "id", "action", "value"].some(name => place(name) < 0)) return false;
    const cell = (line, name) => line[place(name)] ?? "";
    [columns, separator, lineEnd, others] = [head, by, text.includes("\r\n") ? "\r\n" : "\n", []];
    for (const line of lines) {
      const id = cell(line, "id"), plain = name => cell(line, name).trim().toLowerCase();
      const row = known.get([plain("rule"), plain("kind"), id].join("\t"));
      const action = plain("action");
      const isGone = /^gone:/i.test(cell(line, "note"));
      if (!row || isGone || !choices(row.proposed[RULE], row.proposed[KIND]).includes(action)) {
        others.push(head.map((_, at) => line[at] ?? ""));
        continue;
      }
      row.action = action;
      row.value = action === "rename" ? unguard(cell(line, "value")) : "";
      row.note = cell(line, "note");
      head.forEach((column, at) => { row.extra[column] = line[at] ?? ""; });
    }
    return true;
  };
  byId("load").addEventListener("change", async event => {
    const [chosen] = event.target.files;
    if (!chosen) return;
    const understood = load(await chosen.text());
    if (understood) { showAll(); unsaved = false; }
    state.textContent = fill(understood ? words.loaded : words.notLoaded, { file: chosen.name });
    event.target.value = "";
  });

  // Only what holds these words.
  const filter = byId("filter"), found = byId("found");
  const lines = [...document.querySelectorAll(".found tbody tr")];
  const texts = lines.map(line => line.textContent.toLowerCase());
  filter.addEventListener("input", () => {
    const wanted = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    lines.forEach((line, at) => {
      const fits = wanted.every(word => texts[at].includes(word));
      line.hidden = !fits;
      count += fits;
    });
    document.querySelectorAll(".rule").forEach(rule => { rule.hidden = wanted.length > 0 && !rule.querySelector(".found tbody tr:not([hidden])"); });
    found.textContent = wanted.length ? fill(words.filtered, { count, all: lines.length }) : "";
  });

  byId("decide").hidden = false;
  document.querySelector(".filter").hidden = false;
  document.querySelectorAll(".noscript").forEach(it => { it.hidden = true; });
  showAll();
})();
