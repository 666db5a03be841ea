// Loaded before a server under test: its clock is ahead by TEST_LATER milliseconds.
const ahead = Number(process.env.TEST_LATER);

globalThis.Date = new Proxy(Date, {
	construct: (Now, given) => (given.length === 0 ? new Now(Now.now() + ahead) : Reflect.construct(Now, given)),
	get: (Now, name) => (name === 'now' ? () => Now.now() + ahead : Reflect.get(Now, name)),
});
