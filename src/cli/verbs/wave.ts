import { parseArgs } from 'node:util';
import { z } from 'zod';
import { SampleType, aaporCodes } from '#core/fieldwork/index.ts';
import type { Wave } from '#core/fieldwork/index.ts';
import { Language } from '#core/instrument/index.ts';
import { commandLine } from '#server/on-record.ts';
import type { Site } from '#server/site.ts';
import { closeWave } from '#server/workflows/close-wave.ts';
import { countWaves } from '#server/workflows/list-waves.ts';
import { openWave } from '#server/workflows/open-wave.ts';
import { fail, withSite } from '../with-site.ts';
import { WrongUsage, type Io, type Verb } from './verb.ts';

const help = `Usage: soundings wave list --survey SLUG [--json]
       soundings wave open --survey SLUG [--version N] [--label WORDS] [--languages en,gd]
                           [--opens-on DAY] [--closes-on DAY] [--sample-type TYPE] [--json]
       soundings wave close --survey SLUG [--json]

  list    a survey's waves in the order of time, with how many interviews ended how
  open    a new wave, as an anonymous open link on the web: with the newest version, in every language whose translation
          is complete, from today and until it is closed, unless said otherwise
  close   the open wave, for good: nothing opens it again

A DAY is like 2026-03-31. A TYPE is probability, panel, partner-list or open-link. A server that runs takes the change up at once.
`;

const Wishes = z.object({
	survey: z.string().min(1),
	version: z
		.string()
		.regex(/^[1-9]\d{0,3}$/)
		.transform(Number)
		.optional(),
	label: z.string().trim().min(1).max(120).optional(),
	languages: z
		.string()
		.transform((list) => list.split(','))
		.pipe(z.array(Language))
		.optional(),
	'opens-on': z.iso.date().optional(),
	'closes-on': z.iso.date().optional(),
	'sample-type': SampleType.optional(),
	json: z.boolean(),
});
type Wishes = z.infer<typeof Wishes>;

export const verb: Verb = {
	summary: 'list, open and close the waves of a survey',
	help,
	run(args, io) {
		const word = { type: 'string' } as const;
		const { values, positionals } = parseArgs({
			args: [...args],
			options: {
				survey: word,
				version: word,
				label: word,
				languages: word,
				'opens-on': word,
				'closes-on': word,
				'sample-type': word,
				json: { type: 'boolean', default: false },
			},
			allowPositionals: true,
		});
		const [action, ...more] = positionals;
		if (more.length > 0) throw new WrongUsage(`“${more.join(' ')}” is one word too many`);
		if (action !== 'list' && action !== 'open' && action !== 'close') {
			throw new WrongUsage(`expected list, open or close${action === undefined ? '' : `, not “${action}”`}`);
		}
		const parsed = Wishes.safeParse(values);
		if (!parsed.success) {
			const issue = parsed.error.issues[0];
			throw new WrongUsage(`--${String(issue?.path[0] ?? '')} is missing or wrong: ${issue?.message ?? ''}`);
		}
		return withSite(io, (site) => verbs[action](site, parsed.data, io));
	},
};

const verbs = { list, open, close } as const;

async function list(site: Site, { survey, json }: Wishes, io: Io): Promise<number> {
	const counted = await countWaves(site, { survey });
	if (json) io.out(`${JSON.stringify(counted)}\n`);
	else if (counted.length === 0) return fail(io, `${survey} has no waves, or there is no such survey.`);
	else {
		for (const { wave, outcomes, open: answering } of counted) {
			const ended = `${outcomes.completed} completed (AAPOR ${aaporCodes.completed}), ${outcomes['broken-off']} broken off (${aaporCodes['broken-off']}), ${outcomes.declined} declined (${aaporCodes.declined})`;
			io.out(`${describe(wave)}: ${ended}${answering > 0 ? `, ${answering} answering` : ''}\n`);
		}
	}
	return 0;
}

async function open(site: Site, wishes: Wishes, io: Io): Promise<number> {
	const { survey, version, label, languages } = wishes;
	const opened = await openWave(site, {
		actor: commandLine,
		survey,
		version,
		label,
		languages,
		opensOn: wishes['opens-on'],
		closesOn: wishes['closes-on'],
		sampleType: wishes['sample-type'],
	});
	switch (opened.kind) {
		case 'opened':
			return told(opened.wave, wishes, io);
		case 'already-open':
			return fail(io, `${survey} has an open wave already (${opened.wave.label}); close it first.`);
		case 'unknown-survey':
			return fail(io, `There is no survey ${survey}.`);
		case 'unknown-version':
			return fail(io, `${survey} has no version ${opened.version}.`);
		case 'language-not-ready':
			return fail(io, `${survey} has no complete translation into ${opened.language}.`);
		case 'closes-before-it-opens':
			return fail(io, `The wave would close on ${opened.closesOn}, before it opens on ${opened.opensOn}.`);
	}
}

async function close(site: Site, wishes: Wishes, io: Io): Promise<number> {
	const closed = await closeWave(site, { actor: commandLine, survey: wishes.survey });
	switch (closed.kind) {
		case 'closed':
			return told(closed.wave, wishes, io);
		case 'none-open':
			return fail(io, `${wishes.survey} has no open wave.`);
	}
}

function told(wave: Wave, { json }: Wishes, io: Io): number {
	io.out(json ? `${JSON.stringify(wave)}\n` : `${describe(wave)}\n`);
	return 0;
}

function describe(wave: Wave): string {
	const origin = wave.origin === 'fielded' ? '' : `, ${wave.origin}`;
	const days = [wave.opensOn, wave.closesOn].map((day) => day ?? '…').join(' to ');
	return `${wave.survey} wave ${wave.number} (${wave.label}), version ${wave.instrumentVersion}, ${wave.state}${origin}, ${days}`;
}
