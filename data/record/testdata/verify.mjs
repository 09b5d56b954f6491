// A second verifier of the public record, written from FORMAT.md alone, with nothing but node's standard library.
//   node verify.mjs DIR...   prints a line for each folder, "right" or "wrong" with why; exits 0 when all are right, 1 if not.
// It reads a ledger into memory as a whole; `kioskctl recount` is for millions of ballots.
import { createHash, createPublicKey, verify } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const sha = (...parts) => parts.reduce((h, p) => h.update(p), createHash('sha256')).digest()
const node = (a, b) => sha(Buffer.of(1), a, b)
const check = (ok, why) => { if (!ok) throw new Error(why) }
const match = (s, form, what) => { const m = form.exec(s); check(m, `${what}: ${JSON.stringify(s)}`); return m }
const utf8 = bytes => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
const base64 = (s, size) => {
  const b = Buffer.from(s, 'base64')
  check(b.length === size && b.toString('base64') === s, `base64 ${s}`)
  return b
}
const number = s => { check(/^(0|[1-9][0-9]{0,14})$/.test(s), `number ${s}`); return Number(s) }
const word = s => { check(s.length > 0 && Buffer.byteLength(s) <= 128 && !/[\0-\x20\x7f-\x9f]/.test(s), `word ${s}`); return s }
const text = s => { check(!/[\0-\x1f\x7f-\x9f\u2028\u2029\ufffd]/.test(s), 'text'); return s }
const keyId = key => sha(key).toString('hex').slice(0, 16)

// lines reads a file from its beginning to its end.
function lines(data) {
  let at = 0
  const peek = prefix => data.subarray(at, at + prefix.length).equals(Buffer.from(prefix))
  const line = () => {
    const end = data.indexOf(10, at)
    check(end >= 0 && end - at <= 4096, `byte ${at}: line does not end`)
    const s = utf8(data.subarray(at, end))
    at = end + 1
    return s
  }
  const is = want => check(line() === want, `byte ${at}: expected ${want}`)
  const field = name => { const s = line(); check(s.startsWith(name + ' '), `byte ${at}: expected ${name}`); return s.slice(name.length + 1) }
  const block = (length, most) => {
    check(length <= most && at + length <= data.length, `byte ${at}: block of ${length}`)
    return data.subarray(at, at += length)
  }
  return { peek, line, is, field, block, end: () => check(at === data.length, `byte ${at}: more than expected`) }
}

// openNote returns the text of a note that this key signed.
function openNote(bytes, name, key) {
  const cut = bytes.lastIndexOf('\n\n')
  check(cut >= 0, 'no note')
  const signed = bytes.subarray(0, cut + 1), [, who, sig] = match(utf8(bytes.subarray(cut + 2)), /^\u2014 (\S+) (\S+)\n$/, 'signature line')
  const raw = base64(sig, 68), hash = sha(name + '\n', Buffer.of(1), key).subarray(0, 4)
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key])
  check(who === name && raw.subarray(0, 4).equals(hash), `signed by ${who}, not ${name}`)
  check(verify(null, signed, createPublicKey({ key: der, format: 'der', type: 'spki' }), raw.subarray(4)), `signature of ${name}`)
  check(!/[\0-\x09\x0b-\x1f\x7f]/.test(utf8(signed)), 'control characters in a note')
  return utf8(signed)
}

function checkpoint(bytes, title, name, key) {
  const l = lines(Buffer.from(openNote(bytes, name, key)))
  l.is(title)
  const c = { kiosk: l.line(), size: number(l.line()), root: base64(l.line(), 32) }
  l.end()
  return c
}

// A tree is the roots of its full subtrees, the largest first.
function addLeaf(tree, leaf) {
  for (let n = tree.size; n % 2 === 1; n = (n - 1) / 2) leaf = node(tree.roots.pop(), leaf)
  tree.roots.push(leaf)
  tree.size++
}
const rootOf = tree => tree.roots.reduceRight((right, left) => node(left, right))
const ones = n => n.toString(2).replaceAll('0', '').length

function parseEntry(bytes) {
  const l = lines(bytes), hex = (s, n) => match(s, new RegExp(`^[0-9a-f]{${n}}$`), 'hex')[0], title = l.line()
  const e = { paper: title === 'hangviet-paper/1', id: hex(l.field('id'), 32), round: word(l.field('round')), mode: 'open', test: false, flags: [], made: [] }
  check(e.paper || /^hangviet-ballot\/[12]$/.test(title), title)
  const old = title === 'hangviet-ballot/1', maybe = (name, f) => { if (l.peek(name + ' ')) f(l.field(name)) }
  if (!old && !e.paper) e.mode = match(l.field('mode'), /^(open|ticket|supervised)$/, 'mode')[0]
  if (!old) maybe('test', s => { check(s === 'yes', 'test'); e.test = true })
  const hour = match(l.field('hour'), /^([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2})Z$/, 'hour')[1]
  e.hour = Date.parse(hour + ':00:00Z') / 3600000
  check(new Date(e.hour * 3600000).toISOString() === hour + ':00:00.000Z' && hour >= '0001', 'hour')
  if (e.paper) {
    e.batch = match(l.field('batch'), /^[A-Z0-9-]{1,32}$/, 'batch')[0]
    check(word(l.field('staff')) !== word(l.field('staff')), 'staff')
    maybe('corrects', s => { e.corrects = hex(s, 32) })
    e.sheets = number(l.field('sheets')); e.invalid = number(l.field('invalid'))
    check(Math.max(e.sheets, e.invalid) <= 1e6, 'sheets')
  } else if (!old) {
    e.order = hex(l.field('order'), 16)
    if (e.mode === 'ticket') e.ticket = hex(l.field('ticket'), 16)
    while (l.peek('flag ')) e.flags.push(match(l.field('flag'), /^[a-z]{1,16}$/, 'flag')[0])
    check(e.flags.every((f, i) => i === 0 || e.flags[i - 1] < f), 'flags')
  }
  const kind = e.paper ? 'count' : 'choice'
  while (l.peek(kind + ' ')) {
    const parts = l.field(kind).split(' ')
    check(parts.length === (e.paper ? 3 : 2), kind)
    const n = e.paper ? number(parts[2]) : 1
    check(n >= 1 && n <= 1e6, kind)
    e.made.push({ category: word(parts[0]), nominee: word(parts[1]), key: parts[0] + ' ' + parts[1], n })
  }
  l.end()
  check(new Set(e.made.map(c => c.key)).size === e.made.length && (e.paper || e.made.length > 0), kind)
  return e
}

// readLedger checks the file of a kiosk or of a branch and returns what it holds.
function readLedger(name, data, hub, round, trunks) {
  const l = lines(data), branch = name.startsWith('branches/')
  l.is(`hangviet-record-${branch ? 'branch' : 'kiosk'}/1`)
  const f = { kiosk: l.field('kiosk'), branch: branch ? name.slice(26, 42) : '', entries: [] }, key = base64(l.field('key'), 32)
  check(f.kiosk === keyId(key) && name.split('/')[1].startsWith(f.kiosk), 'key is not the kiosk\'s')
  if (branch) f.decision = match(l.field('decision'), /^(waiting|counted|aside) ([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z|-)$/, 'decision')[1]
  else { text(l.field('name')); f.status = match(l.field('status'), /^(approved|pending|refused)$/, 'status')[0] }
  const tree = { size: branch ? number(l.field('from')) : 0, roots: [] }, heads = new Map()
  for (let n = ones(tree.size); n > 0; n--) tree.roots.push(base64(l.field('base'), 32))
  let last = branch ? -1 : 0
  for (let n = number(l.field('heads')); n > 0; n--) {
    const head = checkpoint(l.block(number(l.field('head')), 1024), 'hangviet kiosk ledger v1', 'kiosk-' + f.kiosk, key)
    check(head.kiosk === f.kiosk && head.size > last, 'checkpoint is not for this ledger')
    heads.set(last = head.size, head.root)
    if (branch) continue
    const r = checkpoint(l.block(number(l.field('receipt')), 1024), 'hangviet hub receipt v1', hub.name, hub.key)
    check(r.kiosk === head.kiosk && r.size === head.size && r.root.equals(head.root), 'receipt is not for its checkpoint')
  }
  const end = tree.size + number(l.field('entries')), trunk = trunks.get(f.kiosk)
  const contradicts = () => check(tree.size !== trunk.size || tree.size > 0 && !rootOf(tree).equals(rootOf(trunk)), 'branch goes on where the ledger ends')
  check(!branch || trunk, 'its kiosk is missing')
  check(!branch || tree.size <= trunk.size, 'branch begins behind the ledger')
  if (branch) contradicts()
  while (tree.size < end) {
    let leaf
    if (l.peek('leaf ')) leaf = base64(l.field('leaf'), 32)
    else {
      const [length, hash, more] = l.field('entry').split(' '), bytes = l.block(number(length), 65536)
      leaf = sha(Buffer.of(0), bytes)
      check(more === undefined && leaf.equals(base64(hash, 32)), `entry ${tree.size}: hash`)
      const e = parseEntry(bytes)
      check(e.round === round, `entry ${tree.size}: round`)
      f.entries.push({ ...e, kiosk: f.kiosk, branch: f.branch, index: tree.size })
    }
    addLeaf(tree, leaf)
    if (branch) contradicts()
    if (heads.has(tree.size)) check(rootOf(tree).equals(heads.get(tree.size)), `entries up to ${tree.size} do not lead to the signed root`)
  }
  l.end()
  check(last === end && (!branch || heads.size === 1), `entries from ${last} on are not signed`)
  if (!branch) trunks.set(f.kiosk, tree)
  check(!branch || rootOf(tree).toString('hex').startsWith(f.branch), 'branch is not named by its root')
  return f
}

const reasons = ['pending', 'refused', 'test', 'rules', 'mode', 'hour', 'twice', 'ticket', 'fork', 'aside', 'corrected', 'number']
const flagNames = ['clock', 'hours', 'prefix', 'quick', 'same', 'other', 'many', 'alike']

// fault returns why a definition does not allow an entry, or ''.
function fault(d, e) {
  const sums = new Map()
  for (const c of e.made) {
    const category = d.categories.find(x => x.id === c.category), limit = category?.choices * (e.paper ? e.sheets : 1)
    const sum = (sums.get(c.category) ?? 0) + c.n
    if (!category?.nominees.some(n => n.id === c.nominee) || sum > limit || e.paper && c.n > e.sheets) return 'rules'
    sums.set(c.category, sum)
  }
  if (e.paper) return ''
  if (e.mode !== (d.mode || 'open')) return 'mode'
  return e.hour * 3600000 >= Date.parse(d.closes) || (e.hour + 1) * 3600000 <= Date.parse(d.opens) ? 'hour' : ''
}

// count judges the entries and returns tally.txt.
function count(entries, status, decisions, definitions, round, perHour, atLeast) {
  const smaller = (a, b) => a < b ? -1 : a > b ? 1 : 0
  for (const e of entries) {
    const decision = e.branch && decisions.get(e.branch)
    e.reason = status.get(e.kiosk) !== 'approved' ? status.get(e.kiosk) : decision === 'waiting' ? 'fork' : decision === 'aside' ? 'aside' : e.test ? 'test' : ''
    e.forked = Number(e.reason === 'fork' || e.reason === 'aside')
    const found = definitions.map(d => fault(d, e))
    if (!e.reason && !found.includes('')) e.reason = found[0]
  }
  entries.sort((a, b) => a.forked - b.forked || a.hour - b.hour || smaller(a.kiosk, b.kiosk) || a.index - b.index || smaller(a.branch, b.branch))
  const known = new Set() // what each kiosk holds
  for (const e of entries) if (!e.branch) known.add(e.kiosk + e.id)
  entries = entries.filter(e => !e.branch || !known.has(e.kiosk + e.id) && known.add(e.kiosk + e.id))
  const ids = { true: new Set(), false: new Set() }, tickets = new Set()
  for (const e of entries.filter(e => !e.reason)) {
    if (ids[e.paper].has(e.id)) e.reason = 'twice'
    else if (e.ticket && tickets.has(e.ticket)) e.reason = 'ticket'
    ids[e.paper].add(e.id)
    if (e.ticket && !e.reason) tickets.add(e.ticket)
  }
  countChains(entries.filter(e => e.paper && !e.reason))
  flag(entries.filter(e => !e.paper && !e.reason), perHour, atLeast)
  return write(entries, definitions, round)
}

function countChains(batches) {
  const byId = new Map(batches.map(b => [b.id, b])), corrected = new Set(batches.filter(b => b.corrects !== b.id).map(b => b.corrects)), chains = new Map()
  for (const b of batches) {
    const seen = []
    let at = b
    while (!seen.includes(at)) { seen.push(at); at = byId.get(at.corrects) ?? at }
    b.first = batches.indexOf(at)
    for (let r = byId.get(at.corrects); r && r !== at; r = byId.get(r.corrects)) b.first = Math.min(b.first, batches.indexOf(r))
    chains.set(b.first, [...chains.get(b.first) ?? [], b])
  }
  const numbers = new Map()
  for (const links of chains.values()) {
    const counts = links.findLast(b => !corrected.has(b.id)) ?? links.at(-1)
    for (const b of links) if (b !== counts) b.reason = 'corrected'
  }
  for (const b of batches.filter(b => !b.reason).sort((a, b) => a.first - b.first)) {
    if (numbers.has(b.batch)) b.reason = 'number'
    numbers.set(b.batch, b)
  }
}

function flag(ballots, perHour, atLeast) {
  const files = Map.groupBy?.(ballots, b => b.kiosk + b.branch) ?? ballots.reduce((m, b) => m.set(b.kiosk + b.branch, [...m.get(b.kiosk + b.branch) ?? [], b]), new Map())
  for (const list of files.values()) {
    const hours = new Map()
    let row = []
    for (const b of list.sort((a, b) => a.index - b.index)) {
      b.flags = new Set(b.flags.map(f => flagNames.slice(0, 5).includes(f) ? f : 'other'))
      hours.set(b.hour, (hours.get(b.hour) ?? 0) + 1)
      b.choices = b.made.map(c => c.key).join('\n')
      row = row.length > 0 && row[0].choices === b.choices ? [...row, b] : [b]
      if (row.length >= atLeast) for (const r of row) r.flags.add('alike')
    }
    for (const b of list) if (hours.get(b.hour) > perHour) b.flags.add('many')
  }
}

function write(entries, definitions, round) {
  const categories = new Map(), sum = (list, f) => list.reduce((n, e) => n + f(e), 0)
  for (const d of definitions) for (const c of d.categories) {
    if (!categories.has(c.id)) categories.set(c.id, new Set())
    for (const n of c.nominees) categories.get(c.id).add(n.id)
  }
  const counted = entries.filter(e => !e.reason)
  const of = (list, is) => { // ballots, clear ballots, choices, choices on clear ballots; choices on paper
    const made = e => sum(e.made.filter(is), c => c.n), named = list.filter(e => !e.paper && made(e) > 0), clear = named.filter(e => e.flags.size === 0)
    return [named.length, clear.length, sum(named, made), sum(clear, made), sum(list.filter(e => e.paper), made)]
  }
  const batches = list => { const p = list.filter(e => e.paper); return [p.length, sum(p, e => e.sheets), sum(p, e => e.invalid), of(list, () => true)[4]] }
  const out = ['hangviet-record-tally/1',
    'notice Đây là chương trình khuyến khích tiêu dùng có hội đồng đánh giá, không phải cuộc bầu cử; số lựa chọn chỉ là một phần của kết quả.',
    'notice This is a promotion programme with a jury, not an election; the choices counted here are one part of the result.',
    `round ${round}`, ['total', ...of(counted, () => true).slice(0, 4)].join(' '), ['paper', ...batches(counted)].join(' ')]
  for (const [category, nominees] of categories) {
    out.push(['category', category, ...of(counted, c => c.category === category)].join(' '))
    for (const n of nominees) out.push(['nominee', category, n, ...of(counted, c => c.key === category + ' ' + n).slice(2)].join(' '))
  }
  for (const k of [...new Set(counted.map(e => e.kiosk))].sort()) {
    const own = counted.filter(e => e.kiosk === k)
    out.push(['kiosk', k, ...of(own, () => true).slice(0, 4), ...batches(own)].join(' '))
  }
  for (const f of flagNames) { const n = counted.filter(e => !e.paper && e.flags.has(f)).length; if (n) out.push(`flag ${f} ${n}`) }
  for (const r of reasons) { const not = entries.filter(e => e.reason === r), p = not.filter(e => e.paper).length; if (not.length) out.push(`uncounted ${r} ${not.length - p} ${p}`) }
  return out.join('\n') + '\n'
}

// readList checks the hub's signature and returns what it signed.
function readList(note) {
  const l = lines(note)
  l.is('hangviet record v1')
  const round = word(l.field('round')), vkey = l.field('hub'), files = new Map()
  const [, name, hash, key64] = match(vkey, /^(hub-[0-9a-f]{16})\+([0-9a-f]{8})\+(\S+)$/, 'hub'), raw = base64(key64, 33), key = raw.subarray(1)
  check(raw[0] === 1 && name === 'hub-' + keyId(key) && hash === sha(name + '\n', raw).toString('hex').slice(0, 8), 'hub\'s key')
  match(l.field('phase'), /^(draft|coming|open|paused|closed)$/, 'phase')
  const rules = l.field('rules').split(' ').map(number)
  check(rules.length === 2, 'rules')
  let end = 0
  for (let before = ''; l.peek('file ');) {
    const [, sum, length, path] = match(l.field('file'), /^([0-9a-f]{64}) ([0-9]+) (FORMAT\.md|round\.json|tickets\.txt|remarks\.txt|tally\.txt|kiosks\/[0-9a-f]{16}\.txt|branches\/[0-9a-f]{16}-[0-9a-f]{16}\.txt)$/, 'file')
    check(path > before, 'files are not in order')
    files.set(before = path, { sum, length: number(length) })
  }
  for (const path of ['FORMAT.md', 'round.json', 'tally.txt']) check(files.has(path), `${path} is missing`)
  l.is('')
  openNote(note, name, key)
  match(l.line(), /^\u2014 /, 'signature line')
  l.end()
  return { round, files, rules, hub: { name, key } }
}

function checkTickets(data, round) {
  const l = lines(data)
  l.is('hangviet-tickets/1'); l.is('round ' + round)
  match(l.field('salt'), /^[0-9a-f]{32}$/, 'salt')
  check(l.field('argon2id').split(' ').map(number).length === 2, 'argon2id')
  let before = ''
  for (let n = number(l.field('tickets')); n > 0; n--) { const m = match(l.line(), /^[0-9a-f]{16}$/, 'mark')[0]; check(m > before, 'marks'); before = m }
  l.end()
}

function checkRemarks(data, round) {
  const l = lines(data)
  l.is('hangviet-record-remarks/1'); l.is('round ' + round)
  check(number(l.field('number')) > 0, 'number')
  match(l.field('before'), /^(-|[0-9a-f]{64})$/, 'before')
  for (let before = ''; l.peek('without ');) { const [, kiosk, why] = match(l.field('without'), /^([0-9a-f]{16}) (.*)$/, 'without'); text(why); check(kiosk > before, 'kiosks'); before = kiosk }
  l.end()
}

function recount(dir) {
  const there = readdirSync(dir, { recursive: true, withFileTypes: true }).filter(f => !(f.isDirectory() && (f.parentPath ?? f.path) === dir && /^(kiosks|branches)$/.test(f.name)))
  check(there.every(f => f.isFile()), 'something is no file')
  const list = readList(readFileSync(join(dir, 'files.note'))), data = new Map()
  check(there.length === list.files.size + 1, 'there are other files than on the list')
  for (const [path, { sum, length }] of list.files) {
    const bytes = readFileSync(join(dir, path))
    check(bytes.length === length && sha(bytes).toString('hex') === sum, `${path} is not as it was signed`)
    data.set(path, bytes)
  }
  const json = utf8(data.get('round.json')), round = JSON.parse(json)
  check(JSON.stringify(round, null, 2) + '\n' === json && round.format === 'hangviet-record-round/1' && round.round === list.round, 'round.json')
  if (data.has('tickets.txt')) checkTickets(data.get('tickets.txt'), list.round)
  if (data.has('remarks.txt')) checkRemarks(data.get('remarks.txt'), list.round)
  const status = new Map(), decisions = new Map(), trunks = new Map(), entries = []
  for (const path of [...data.keys()].sort().reverse().filter(p => p.includes('/'))) { // kiosks before branches
    try {
      const f = readLedger(path, data.get(path), list.hub, list.round, trunks)
      if (f.branch) decisions.set(f.branch, f.decision); else status.set(f.kiosk, f.status)
      entries.push(...f.entries)
    } catch (e) { throw new Error(`${path}: ${e.message}`) }
  }
  const tally = count(entries, status, decisions, round.definitions, list.round, ...list.rules)
  check(Buffer.from(tally).equals(data.get('tally.txt')), `tally.txt is not what was counted:\n${tally}`)
}

for (const dir of process.argv.slice(2)) {
  try { recount(dir); console.log(`right ${dir}`) } catch (e) { console.log(`wrong ${dir}: ${e.message}`); process.exitCode = 1 }
}
