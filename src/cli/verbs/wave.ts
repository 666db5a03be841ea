import { parseArgs } from 'node:util';
import { z } from 'zod';
import { SampleType, aaporCodes } from '#core/fieldwork/index.ts';
import type { Wave, WaveStep } from '#core/fieldwork/index.ts';
import { Language } from '#core/instrument/index.ts';
import { commandLine } from '#server/on-record.ts';
import type { Site } from '#server/site.ts';
import { closeWave } from '#server/workflows/close-wave.ts';
import { countWaves } from '#server/workflows/list-waves.ts';
import { openWave } from '#server/workflows/open-wave.ts';
import { plan, take, type Done } from '../wave-steps.ts';
import { fail, withSite } from '../with-site.ts';
import { WrongUsage, type Io, type Verb } from './verb.ts';

const help = `Usage: soundings wave list --survey SLUG [--json]
       soundings wave open --survey SLUG [--version N] [--label WORDS] [--languages en,gd]
                           [--opens-on DAY] [--closes-on DAY] [--sample-type TYPE] [--json]
       soundings wave plan --survey SLUG [--json]
       soundings wave open --survey SLUG --wave N [--reason WORDS] [--json]
       soundings wave extend --survey SLUG --to DAY --reason WORDS [--json]
       soundings wave pause --survey SLUG --reason WORDS [--json]
       soundings wave resume --survey SLUG [--json]
       soundings wave close --survey SLUG [--json]
       soundings wave archive --survey SLUG --wave N [--json]

  list      a survey's waves in the order of time, with how many interviews ended how
  open      a new wave, as an anonymous open link on the web: with the newest version, in every language whose translation
            is complete, from today and until it is closed, unless said otherwise; with --wave the one that was planned,
            with a reason where something that it needs is lacking
  plan      the next wave, as a copy of the last with all that was planned of it; change it at /fieldwork
  extend    puts off the last day of the open wave
  pause     takes no answers for a while; what people have sent is kept
  resume    takes answers again after a pause
  close     the open wave, for good: nothing opens it again
  archive   puts a closed wave away; where its notice says that answers go when the results are out, they are deleted then

A DAY is like 2026-03-31. A TYPE is probability, panel, partner-list or open-link. N is the number that list shows. A reason
stays with the wave. A server that runs takes the change up at once.
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
	wave: z
		.string()
		.regex(/^[1-9]\d{0,3}$/)
		.transform(Number)
		.optional(),
	to: z.iso.date().optional(),
	reason: z.string().trim().min(1).max(1000).optional(),
	json: z.boolean(),
});
type Wishes = z.infer<typeof Wishes>;

export const verb: Verb = {
	summary: 'list, plan, open, extend, pause, close and archive the waves of a survey',
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
				wave: word,
				to: word,
				reason: word,
				json: { type: 'boolean', default: false },
			},
			allowPositionals: true,
		});
		const [action, ...more] = positionals;
		if (more.length > 0) throw new WrongUsage(`“${more.join(' ')}” is one word too many`);
		const known = Action.safeParse(action);
		if (!known.success) {
			const all = `${Action.options.slice(0, -1).join(', ')} or ${Action.options.at(-1)}`;
			throw new WrongUsage(`expected ${all}${action === undefined ? '' : `, not “${action}”`}`);
		}
		const parsed = Wishes.safeParse(values);
		if (!parsed.success) {
			const issue = parsed.error.issues[0];
			throw new WrongUsage(`--${String(issue?.path[0] ?? '')} is missing or wrong: ${issue?.message ?? ''}`);
		}
		const wishes = parsed.data;
		if (known.data === 'archive' && wishes.wave === undefined) throw new WrongUsage('archive needs --wave N');
		if (known.data === 'extend' && wishes.to === undefined) throw new WrongUsage('extend needs --to DAY');
		return withSite(io, (site) => verbs[known.data](site, wishes, io));
	},
};

const Action = z.enum(['list', 'plan', 'open', 'extend', 'pause', 'resume', 'close', 'archive']);

const verbs: Readonly<Record<z.infer<typeof Action>, (site: Site, wishes: Wishes, io: Io) => Promise<number>>> = {
	list: listAll,
	plan: async (site, wishes, io) => tell(await plan(site, wishes), wishes, io),
	open: async (site, wishes, io) =>
		wishes.wave === undefined ? open(site, wishes, io) : tell(await take(site, 'open', wishes), wishes, io),
	extend: step('extend'),
	pause: step('pause'),
	resume: step('go-on'),
	close,
	archive: step('archive'),
};

function step(which: WaveStep) {
	return async (site: Site, wishes: Wishes, io: Io) => tell(await take(site, which, wishes), wishes, io);
}

function tell(done: Done, wishes: Wishes, io: Io): number {
	return done.kind === 'done' ? told(done.wave, wishes, io) : fail(io, done.line);
}

async function listAll(site: Site, { survey, json }: Wishes, io: Io): Promise<number> {
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
	return closed.kind === 'closed' ? told(closed.wave, wishes, io) : fail(io, `${wishes.survey} has no open wave.`);
}

function told(wave: Wave, { json }: Wishes, io: Io): number {
	io.out(json ? `${JSON.stringify(wave)}\n` : `${describe(wave)}\n`);
	return 0;
}

function describe(wave: Wave): string {
	const origin = wave.origin === 'fielded' ? '' : `, ${wave.origin}`;
	const days = [wave.opensOn, wave.closesOn].map((day) => day ?? '…').join(' to ');
	return `${wave.survey} wave ${wave.number} (${wave.label}), version ${wave.instrumentVersion}, ${wave.paused ? 'paused' : wave.state}${origin}, ${days}`;
}
