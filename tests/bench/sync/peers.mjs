// The same documents over other systems, each through a proxy that counts. Run from the
// root of the checkout:
//
//     node tests/bench/sync/peers.mjs build/release
//
// It runs bench_sync first, then PouchDB against pouchdb-server (installed from npm into
// the build folder, by the lock file beside this script), rsync, git, gzip and zstd. What
// cannot be had says why in its row. Everything listens on loopback and ends with it.

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const build = path.resolve(process.argv[2] ?? 'build/release');
const work = mkdtempSync(path.join(os.tmpdir(), 'hall-peers-'));
const children = [];
const rows = [];

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function freePort() {
  const server = net.createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

// Carries bytes to a port and counts them; a request is a chunk that begins with a method.
async function countingProxy(target) {
  const count = { down: 0, up: 0, requests: 0 };
  const server = net.createServer((client) => {
    const onward = net.connect(target, '127.0.0.1');
    client.on('data', (chunk) => {
      count.up += chunk.length;
      if (/^(GET|POST|PUT|HEAD) \//.test(chunk.subarray(0, 8).toString('latin1'))) count.requests += 1;
      onward.write(chunk);
    });
    onward.on('data', (chunk) => {
      count.down += chunk.length;
      client.write(chunk);
    });
    for (const [one, other] of [[client, onward], [onward, client]]) {
      one.on('end', () => other.end());
      one.on('error', () => other.destroy());
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: server.address().port,
    take() {
      const taken = { ...count };
      Object.assign(count, { down: 0, up: 0, requests: 0 });
      return taken;
    },
    close: () => server.close(),
  };
}

function start(program, words, options = {}) {
  const child = spawn(program, words, { stdio: 'ignore', ...options });
  children.push(child);
  return child;
}

async function untilOpen(port, seconds = 20) {
  for (let i = 0; i < seconds * 10; i += 1) {
    const open = await new Promise((done) => {
      const socket = net.connect(port, '127.0.0.1', () => { socket.destroy(); done(true); });
      socket.on('error', () => done(false));
    });
    if (open) return;
    await pause(100);
  }
  throw new Error(`nothing listens on port ${port}`);
}

// Runs a client beside us, so that our proxy can work; gives its seconds of CPU, the servers'
// meanwhile, and how long it took.
function timed(program, words, options = {}) {
  const serverBefore = serversCpu();
  const begun = performance.now();
  return new Promise((done, failed) => {
    const child = spawn('bash', ['-c', 'TIMEFORMAT="%U %S"; time "$@"', 'timed', program, ...words],
      { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let errors = '';
    child.stdout.resume();
    child.stderr.on('data', (chunk) => { errors += chunk; });
    child.on('close', (code) => {
      const last = errors.trim().split('\n').pop();
      if (code !== 0) failed(new Error(errors.trim().split('\n').slice(-3).join(' | ')));
      else
        done({
          cpu: last.split(' ').reduce((sum, word) => sum + Number(word), 0),
          server: serversCpu() - serverBefore,
          wall: (performance.now() - begun) / 1000,
        });
    });
  });
}

// Seconds of CPU that the servers we started have used, with what they started themselves.
function serversCpu() {
  let ticks = 0;
  for (const child of children) {
    try {
      const stat = readFileSync(`/proc/${child.pid}/stat`, 'latin1');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      for (const field of [11, 12, 13, 14]) ticks += Number(fields[field]);
    } catch {
      // It has ended.
    }
  }
  return ticks / 100;
}

function row(name, what, count, used = {}) {
  rows.push({ name, what, ...count, ...used });
}

async function peer(name, measure) {
  try {
    await measure(name);
  } catch (error) {
    rows.push({ name, what: `not measured: ${error.message}` });
  }
}

const lines = (file) => readFileSync(path.join(work, file), 'utf8').trim().split('\n');

// --- Ours

console.log(execFileSync(path.join(build, 'bin/bench_sync'),
  { env: { ...process.env, HALL_BENCH_FOLDER: work }, stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' }));

const whole = lines('whole.jsonl').map((line) => JSON.parse(line));
const edited = lines('edited.jsonl').map((line) => JSON.parse(line));

// --- PouchDB

await peer('PouchDB', async (name) => {
  const modules = path.join(build, 'bench_peers');
  mkdirSync(modules, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) cpSync(path.join(here, file), path.join(modules, file));
  const installed = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: modules, encoding: 'utf8' });
  if (installed.status !== 0) throw new Error(`npm ci: ${installed.stderr.trim().split('\n').slice(-2).join(' | ')}`);
  const port = await freePort();
  const folder = path.join(work, 'pouch');
  mkdirSync(folder);
  start(process.execPath, [path.join(modules, 'node_modules/.bin/pouchdb-server'), '--host', '127.0.0.1',
    '--port', String(port), '--dir', folder, '--no-stdout-logs'], { cwd: folder });
  await untilOpen(port);
  const put = async (documents) => {
    for (let i = 0; i < documents.length; i += 1000) {
      const answer = await fetch(`http://127.0.0.1:${port}/hall/_bulk_docs`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ docs: documents.slice(i, i + 1000) }),
      });
      for (const done of await answer.json()) revisions.set(done.id, done.rev);
    }
  };
  const revisions = new Map();
  const created = await fetch(`http://127.0.0.1:${port}/hall`, { method: 'PUT' });
  if (!created.ok) throw new Error(`pouchdb-server: HTTP ${created.status}`);
  await put(whole.map(({ id, ...rest }) => ({ _id: id, ...rest })));
  const proxy = await countingProxy(port);
  const client = path.join(modules, 'client.cjs');
  writeFileSync(client, `const PouchDB = require('pouchdb');
const [, , server, folder] = process.argv;
new PouchDB(folder).replicate.from(server, { batch_size: 1000 }).then(
  (done) => process.exit(done.ok ? 0 : 1),
  (error) => { console.error(error); process.exit(1); });\n`);
  const replicate = async (what) => {
    const cpu = await timed(process.execPath,
      [client, `http://127.0.0.1:${proxy.port}/hall`, path.join(work, 'pouch-client')], { cwd: modules });
    row(name, what, proxy.take(), cpu);
  };
  await replicate('first');
  await replicate('unchanged');
  await put(edited.map(({ id, ...rest }) => ({ _id: id, _rev: revisions.get(id), ...rest })));
  await replicate('200 edited');
  proxy.close();
});

// --- One file a document, as rsync and git would have it

const tree = path.join(work, 'tree');
mkdirSync(tree);
const putFiles = (documents) => {
  for (const document of documents) writeFileSync(path.join(tree, `${document.id}.json`), `${JSON.stringify(document)}\n`);
};
putFiles(whole);

async function rsync(name, source, prepare) {
  const port = await freePort();
  const config = path.join(work, `rsyncd-${port}.conf`);
  writeFileSync(config, `use chroot = no\nlog file = /dev/null\n[hall]\npath = ${source}\nread only = yes\n`);
  start('rsync', ['--daemon', '--no-detach', `--config=${config}`, `--port=${port}`, '--address=127.0.0.1']);
  await untilOpen(port);
  const proxy = await countingProxy(port);
  const copy = async (what) => {
    const cpu = await timed('rsync', ['-rtz', '--checksum', `rsync://127.0.0.1:${proxy.port}/hall/`, path.join(work, `copy-${port}`)]);
    row(name, what, proxy.take(), cpu);
  };
  await copy('first');
  await copy('unchanged');
  prepare();
  await copy('200 edited');
  proxy.close();
}

const oneFile = path.join(work, 'one');
mkdirSync(oneFile);
const byId = new Map(whole.map((document) => [document.id, document]));
const putOne = () => writeFileSync(path.join(oneFile, 'all.jsonl'), `${[...byId.values()].map((d) => JSON.stringify(d)).join('\n')}\n`);
putOne();
await peer('rsync -z, one file', (name) => rsync(name, oneFile, () => {
  for (const document of edited) byId.set(document.id, document);
  putOne();
}));

await peer('git', async (name) => {
  const git = (...words) => execFileSync('git', ['-C', tree, '-c', 'user.name=bench', '-c', 'user.email=bench@example.org', '-c', 'gc.auto=0', ...words], { stdio: 'ignore' });
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'first');
  git('gc', '--quiet', '--aggressive');
  const port = await freePort();
  start('git', ['daemon', '--reuseaddr', '--export-all', `--base-path=${work}`, '--listen=127.0.0.1', `--port=${port}`], { detached: true });
  await untilOpen(port);
  const proxy = await countingProxy(port);
  const clone = path.join(work, 'clone');
  let cpu = await timed('git', ['clone', '-q', `git://127.0.0.1:${proxy.port}/tree`, clone]);
  row(name, 'first', proxy.take(), cpu);
  cpu = await timed('git', ['-C', clone, 'pull', '-q']);
  row(name, 'unchanged', proxy.take(), cpu);
  putFiles(edited);
  git('add', '-A');
  git('commit', '-q', '-m', 'edited');
  cpu = await timed('git', ['-C', clone, 'pull', '-q']);
  row(name, '200 edited', proxy.take(), cpu);
  proxy.close();
});

rmSync(path.join(tree, '.git'), { recursive: true, force: true });
putFiles(whole);
await peer('rsync -z, a file a document', (name) => rsync(name, tree, () => putFiles(edited)));

for (const [name, words] of [['gzip -9', ['gzip', '-9', '-c']], ['zstd -19', ['zstd', '-19', '-q', '-c']]]) {
  await peer(`${name}, whole again`, (label) => {
    const bytes = execFileSync(words[0], [...words.slice(1), path.join(work, 'whole.jsonl')], { maxBuffer: 1 << 28 }).length;
    row(label, 'first', { down: bytes, requests: 1 });
    row(label, '200 edited', { down: bytes, requests: 1 });
  });
}

rows.unshift(...JSON.parse(readFileSync(path.join(work, 'ours.json'), 'utf8')));

// --- The table

const best = rows.find((each) => each.name.startsWith('zstd') && each.what === 'first')?.down;
console.log(`${'system'.padEnd(30)}${'what'.padEnd(12)}${'bytes down'.padStart(12)}${'bytes up'.padStart(10)}${'requests'.padStart(10)}${'s CPU'.padStart(8)}${'server'.padStart(8)}${'s wall'.padStart(8)}${'x zstd'.padStart(9)}`);
for (const each of rows) {
  if (each.down === undefined) {
    console.log(`${each.name.padEnd(30)}${each.what}`);
    continue;
  }
  const text = (value, width, digits) => (value === undefined ? '-' : value.toFixed(digits)).padStart(width);
  console.log(each.name.padEnd(30) + each.what.padEnd(12) + text(each.down, 12, 0) + text(each.up, 10, 0) +
    text(each.requests, 10, 0) + text(each.cpu, 8, 2) + text(each.server, 8, 2) + text(each.wall, 8, 2) + text(best ? each.down / best : undefined, 9, 2));
}
for (const child of children) child.kill();
rmSync(work, { recursive: true, force: true });
