import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { IdentityMode, Wave } from '../../src/lib/core/fieldwork/index.ts';
import type { Post } from '../../src/lib/server/mail/post.ts';
import { commandLine } from '../../src/lib/server/on-record.ts';
import { closeSite } from '../../src/lib/server/site.ts';
import type { Site } from '../../src/lib/server/site.ts';
import { insertVersions } from '../../src/lib/server/storage/index.ts';
import { sendNext } from '../../src/lib/server/workflows/fieldwork/messages/send-next.ts';
import { tokenHashOf, tokenOf } from '../../src/lib/server/workflows/fieldwork/token.ts';
import { storedVersionOf } from '../../src/lib/server/workflows/load-surveys.ts';
import { openWave } from '../../src/lib/server/workflows/open-wave.ts';
import { choice, tiny } from './instruments/tiny.ts';
import { siteIn } from './mail-site-settings.ts';

/** A site with an open wave whose members hold tokens, and a clock that stands still until `pass` moves it. */
export interface MailSite {
	readonly site: Site;
	readonly folder: string;
	readonly wave: Wave;
	pass(milliseconds: number): void;
	/** Puts somebody into the sample; yields their place. */
	member(more: Partial<Member> & { email: string | null }): number;
	/** The state of the member with this address. */
	stateOf(email: string): unknown;
	messages(): { email: string; round: number; state: string; attempts: number; answer: string | null }[];
	/** Changes the database directly, as something else would. */
	run(sql: string, ...values: unknown[]): void;
	/** Sends until nothing is due, moving the clock past every wait. */
	drain(post: Post): Promise<void>;
}

interface Member {
	readonly email: string | null;
	readonly name: string | null;
	readonly language: string | null;
	readonly state: string;
}

export const second = 1000;
export const minute = 60 * second;
export const day = 24 * 60 * minute;

export async function openMailSite(
	args: { settings?: Record<string, string>; identityMode?: IdentityMode; now?: Date } = {},
): Promise<MailSite> {
	const folder = mkdtempSync(join(tmpdir(), 'soundings-mail-'));
	let now = (args.now ?? new Date('2026-03-02T12:00:00Z')).getTime();
	const clock = { now: () => new Date(now), today: () => new Date(now).toISOString().slice(0, 10) };
	const site = await siteIn(folder, args.settings ?? {}, clock);
	onTestFinished(async () => {
		await closeSite(site);
		rmSync(folder, { recursive: true });
	});
	await insertVersions(site.storage.writer, { versions: [storedVersionOf(tiny('tiny', [choice('one')]))] });
	const { identityMode = 'anonymous-with-token' } = args;
	const opened = await openWave(site, { actor: commandLine, survey: 'tiny', identityMode, languages: ['en', 'gd'] });
	if (opened.kind !== 'opened') throw new Error(opened.kind);
	const { wave } = opened;
	const { $client } = site.storage.accounts;
	let made = 0;
	return {
		...{ site, folder, wave },
		pass: (milliseconds) => void (now += milliseconds),
		member: (more) => {
			const place = 7919 * ++made;
			const { email, name = null, language = null, state = 'ready' } = more;
			$client
				.prepare(
					`insert into sample_members (place, wave, contact, email, name, language, strata, token, state)
					values (?, ?, ?, ?, ?, ?, '{}', ?, ?)`,
				)
				.run(
					place,
					wave.id,
					contactOf(email, place),
					email,
					name,
					language,
					tokenHashOf(tokenOf(site, { wave: wave.id, place })),
					state,
				);
			return place;
		},
		stateOf: (email) => $client.prepare('select state from sample_members where email = ?').pluck().get(email),
		messages: () =>
			$client
				.prepare(
					`select email, round, messages.state, attempts, answer from messages
					join sample_members on place = member order by email, round`,
				)
				.all() as ReturnType<MailSite['messages']>,
		run: (sql, ...values) => void $client.prepare(sql).run(...values),
		drain: async (post) => {
			for (;;) {
				const sent = await sendNext(site, post);
				if (sent.kind === 'nothing') return;
				if (sent.kind === 'wait') now = Math.max(now, sent.until.getTime());
			}
		},
	};
}

/** A stand-in for the keyed hash of an address. */
export function contactOf(email: string | null, place: number): Buffer {
	return Buffer.from(email ?? `nobody ${place}`);
}
