import type { Instrument } from '../instrument/index.ts';
import { Json } from './json.ts';

const known = new WeakMap<Instrument, Json>();

/** A published version as a draft would have it. Made once for each version, since what is compared with it is typed. */
export function versionJson(version: Instrument): Json {
	const before = known.get(version);
	if (before !== undefined) return before;
	const json = Json.parse(JSON.parse(JSON.stringify(version)));
	known.set(version, json);
	return json;
}
