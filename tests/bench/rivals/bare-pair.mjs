// The least a server can do for an answered page with the same durability: bare node:http and better-sqlite3, the page a
// constant of the same size. Arguments: database file, bytes of a stored answer, bytes of a page, and `grouped` to let
// posts that arrive together share one commit, as ours do; else each is committed by itself.
import { createServer } from 'node:http';
import Database from 'better-sqlite3';

const [file = '', stored = '600', size = '6000', commits = ''] = process.argv.slice(2);
const database = new Database(file);
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec('create table interviews (id blob primary key, sealed blob not null) without rowid');
const put = database.prepare(
	'insert into interviews values (?, ?) on conflict (id) do update set sealed = excluded.sealed',
);
const begin = database.prepare('begin immediate');
const commit = database.prepare('commit');
const page = Buffer.alloc(Number(size), 'x');
const sealed = Buffer.alloc(Number(stored), 1);
/** @type {{ id: Buffer, response: import('node:http').ServerResponse }[]} */
let waiting = [];

function flush() {
	const group = waiting;
	waiting = [];
	begin.run();
	for (const { id } of group) put.run(id, sealed);
	commit.run();
	for (const { response } of group) response.writeHead(303, { location: '/page' }).end();
}

const server = createServer((request, response) => {
	if (request.method === 'GET') {
		response.writeHead(200, { 'content-type': 'text/html', 'content-length': page.length }).end(page);
		return;
	}
	/** @type {Buffer[]} */
	const parts = [];
	request.on('data', (part) => parts.push(part));
	request.on('end', () => {
		const id = new URLSearchParams(Buffer.concat(parts).toString()).get('id') ?? '';
		waiting.push({ id: Buffer.from(id), response });
		if (commits !== 'grouped') return flush();
		if (waiting.length === 1) setImmediate(flush);
	});
});
server.listen(0, '127.0.0.1', () => {
	const address = server.address();
	if (address !== null && typeof address === 'object') process.stdout.write(`${address.port}\n`);
});
