import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import type { StoredResponse } from '../../src/lib/server/storage/index.ts';

/** What is known of one member, and of one response, by the names of the details. */
export type Known = Readonly<Record<string, number>>;

interface Snapshot {
	readonly day: number;
	readonly members: ReadonlyMap<number, string>;
	readonly interviews: ReadonlyMap<string, { place: number; half: Buffer; length: number; state: string }>;
	readonly ballots: ReadonlyMap<number, number>;
	readonly arms: ReadonlyMap<string, number>;
	/** Rows of the audit log, counts in tallies, counts in quotas, messages. */
	readonly beside: readonly number[];
}

/**
 * A curious administrator: has a copy of the database and its log after every step, and reads every frame that the log ever
 * held, but has not the site's secret. `look` takes a copy; `known` is all that the copies tell of those whose token was used.
 * `meanwhile`: takes copies between any two pages too, and so counts those that somebody posts.
 */
export interface Administrator {
	look(day: number): void;
	known(): Map<number, Known>;
	/** Whether these bytes ever stood in a copy's log. */
	hasSeen(bytes: string): boolean;
}

export function administrator(folder: string, meanwhile: boolean): Administrator {
	const database = new SqliteDatabase(join(folder, 'soundings.db'), { readonly: true });
	onTestFinished(() => void database.close());
	const copies: Snapshot[] = [];
	const writes = new Map<string, Set<string>>();
	/** In how many copies each interview was another than in the copy before. */
	const changes = new Map<string, number>();
	const halves = new Map<string, Buffer>();
	const log = logReader(join(folder, 'soundings.db-wal'));
	const frames: Buffer[] = [];

	function read(): void {
		const added = log();
		frames.push(added);
		// Each time a state is sealed it has another nonce, which stands behind the server's half of the key.
		for (const [lookup, half] of halves) {
			const nonces = writes.get(lookup) ?? new Set<string>();
			writes.set(lookup, nonces);
			const before = nonces.size;
			for (let at = added.indexOf(half); at !== -1; at = added.indexOf(half, at + 1)) {
				nonces.add(added.subarray(at + half.length, at + half.length + 12).toString('hex'));
			}
			if (nonces.size > before) changes.set(lookup, (changes.get(lookup) ?? 0) + 1);
		}
	}

	function look(day: number): void {
		const copy = copyOf(database, day);
		for (const [lookup, { half }] of copy.interviews) halves.set(lookup, half);
		read();
		copies.push(copy);
	}

	function known(): Map<number, Known> {
		const found = new Map<number, Known>();
		const began = new Map<string, { order: number; arm: number }>();
		copies.forEach((copy, at) => {
			const before = copies[at - 1];
			if (before === undefined) return;
			const starts = [...copy.interviews.keys()].filter((lookup) => !before.interviews.has(lookup));
			const counted = [...copy.arms].findIndex(([arm, count]) => count !== (before.arms.get(arm) ?? 0)) + 1;
			for (const lookup of starts) began.set(lookup, { order: began.size, arm: counted });
			const ended = [...copy.interviews].filter(
				([lookup, { state }]) => state !== 'open' && before.interviews.get(lookup)?.state === 'open',
			);
			const cast = [...copy.ballots].filter(([place]) => !before.ballots.has(place));
			for (const [place, state] of copy.members) {
				if (state === 'ready' || before.members.get(place) !== 'ready') continue;
				const [lookup, interview] = ended[0] ?? ['', undefined];
				found.set(place, {
					order: found.size,
					place,
					day: copy.day,
					beganAs: began.get(lookup)?.order ?? 0,
					armCounted: began.get(lookup)?.arm ?? 0,
					interviewPlace: interview?.place ?? 0,
					stateLength: before.interviews.get(lookup)?.length ?? 0,
					remainsLength: interview?.length ?? 0,
					...(meanwhile ? { changes: changes.get(lookup) ?? 0 } : {}),
					writes: writes.get(lookup)?.size ?? 0,
					ballotPlace: cast[0]?.[0] ?? 0,
					ballotLength: cast[0]?.[1] ?? 0,
					...Object.fromEntries(copy.beside.map((count, one) => [`beside${one}`, count - (before.beside[one] ?? 0)])),
				});
			}
		});
		return found;
	}

	return { look, known, hasSeen: (bytes) => frames.some((added) => added.includes(bytes)) };
}

/** What a response tells by where it stands and what is in it. `rank` is its place among the rows. */
export function tellsOf(response: StoredResponse, rank: number, firstDay: string): Known {
	const { answers, arms, seed, day, seconds, language, panelLink, id } = response;
	const code = (question: string): number => {
		const answer = answers[question];
		return answer !== undefined && 'code' in answer ? answer.code : 0;
	};
	const words = answers.words;
	return {
		rank,
		id: Number.parseInt(id.slice(0, 12), 16),
		use: code('use'),
		why: code('why'),
		more: code('more'),
		harmed: code('harmed'),
		answered: Object.keys(answers).length,
		length: words !== undefined && 'text' in words ? words.text.length : 0,
		arm: Object.values(arms).includes('long') ? 1 : 0,
		seed: seed ?? 0,
		day: day === null ? -1 : day === firstDay ? 0 : 1,
		seconds: seconds ?? -1,
		language: language === 'gd' ? 1 : language === 'en' ? 0 : -1,
		link: panelLink === null ? -1 : Number.parseInt(panelLink.slice(0, 12), 16),
	};
}

export interface Association {
	readonly ofMember: string;
	readonly ofResponse: string;
	/** Two-sided, of Spearman's rank correlation over the true pairs; its square root of n−1 times it is nearly normal. */
	readonly p: number;
}

/**
 * Every detail of members against every detail of the responses that are truly theirs. Where an administrator could match
 * them better than chance, some pair is associated; all are tested at `level` together (Bonferroni), so that a sound system
 * fails with that probability.
 */
export function associations(pairs: readonly (readonly [Known, Known])[], level: number): Association[] {
	const [first] = pairs;
	if (first === undefined) throw new Error('there is nobody to match');
	const details = first.map((known) => Object.keys(known));
	const tests = (details[0]?.length ?? 0) * (details[1]?.length ?? 0);
	const found: Association[] = [];
	for (const ofMember of details[0] ?? []) {
		for (const ofResponse of details[1] ?? []) {
			const rho = spearman(
				pairs.map(([member]) => member[ofMember] ?? 0),
				pairs.map(([, response]) => response[ofResponse] ?? 0),
			);
			const p = twoSided(rho * Math.sqrt(pairs.length - 1));
			if (p < level / tests) found.push({ ofMember, ofResponse, p });
		}
	}
	return found;
}

function copyOf(database: SqliteDatabase.Database, day: number): Snapshot {
	const rows = <T>(sql: string) => database.prepare(sql).raw().all() as T[];
	const total = (sql: string) => Number(database.prepare(sql).pluck().get() ?? 0);
	return {
		day,
		members: new Map(rows<[number, string]>('select place, state from sample_members')),
		interviews: new Map(
			rows<[string, number, Buffer, number, string]>(
				'select hex(lookup), place, server_half, length(sealed), state from interviews',
			).map(([lookup, place, half, length, state]) => [lookup, { place, half, length, state }]),
		),
		ballots: new Map(rows<[number, number]>('select place, length(sealed) from ballots')),
		arms: new Map(rows<[string, number]>("select experiment || ' ' || arm, count from allocations order by 1")),
		beside: [
			total('select count(*) from audit'),
			total('select coalesce(sum(count), 0) from tallies'),
			total('select coalesce(sum(count), 0) from page_times'),
			total('select coalesce(sum(count), 0) from quota_counts'),
			total('select count(*) from messages'),
			total('select count(*) from responses'),
		],
	};
}

/** Yields what the log has grown by since it was read last; here it is never moved into the database before the end. */
function logReader(file: string): () => Buffer {
	let read = 0;
	return () => {
		if (!existsSync(file)) return Buffer.alloc(0);
		const open = openSync(file, 'r');
		const added = Buffer.alloc(Math.max(0, fstatSync(open).size - read));
		readSync(open, added, 0, added.length, read);
		closeSync(open);
		read += added.length;
		return added;
	};
}

function spearman(a: readonly number[], b: readonly number[]): number {
	const [x, y] = [ranks(a), ranks(b)];
	const mean = (x.length + 1) / 2;
	let [xy, xx, yy] = [0, 0, 0];
	x.forEach((rank, at) => {
		const other = (y[at] ?? 0) - mean;
		xy += (rank - mean) * other;
		xx += (rank - mean) ** 2;
		yy += other ** 2;
	});
	return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}

/** Middle ranks where values are equal. */
function ranks(values: readonly number[]): number[] {
	return values.map((value) => {
		const below = values.filter((other) => other < value).length;
		const equal = values.filter((other) => other === value).length;
		return below + (equal + 1) / 2;
	});
}

/** Abramowitz and Stegun (1964), 26.2.17, of both tails. */
function twoSided(z: number): number {
	const at = Math.abs(z);
	const t = 1 / (1 + 0.2316419 * at);
	const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
	return 2 * (Math.exp((-at * at) / 2) / Math.sqrt(2 * Math.PI)) * poly;
}
