import type { Wave, WaveStep } from '#core/fieldwork/index.ts';
import { commandLine } from '#server/on-record.ts';
import type { Site } from '#server/site.ts';
import { notTakenWords, planNextWave, takeStep } from '#server/workflows/fieldwork/index.ts';
import { listWaves } from '#server/workflows/list-waves.ts';

/** What a step is asked for with: the number of the wave where one has to be named, and what the step needs. */
export interface StepWishes {
	readonly survey: string;
	readonly wave?: number | undefined;
	readonly reason?: string | undefined;
	readonly to?: string | undefined;
}

/** What came of it: the wave as it is now, or a line for whoever asked. */
export type Done = { readonly kind: 'done'; readonly wave: Wave } | { readonly kind: 'refused'; readonly line: string };

/** Plans the next wave of a survey as a copy of its last. */
export async function plan(site: Site, { survey }: StepWishes): Promise<Done> {
	const planned = await planNextWave(site, { actor: commandLine, survey });
	switch (planned.kind) {
		case 'planned':
			return { kind: 'done', wave: planned.wave };
		case 'already-planned':
			return refused(`${survey} has a planned wave already (${planned.wave.label}); open it or drop it first.`);
		case 'unknown-survey':
			return refused(`There is no survey ${survey}.`);
	}
}

/** Takes a wave of a survey one step on: the one that is named, or else the one that takes answers. */
export async function take(site: Site, step: WaveStep, wishes: StepWishes): Promise<Done> {
	const { survey, reason = '', to } = wishes;
	const waves = (await listWaves(site, { survey })).filter(({ origin }) => origin === 'fielded');
	const wave = waves.find(({ number, state }) =>
		wishes.wave === undefined ? state === 'open' : number === wishes.wave,
	);
	if (wave === undefined) {
		const which = wishes.wave === undefined ? 'no open wave' : `no wave ${wishes.wave} of its own`;
		return refused(`${survey} has ${which}.`);
	}
	const taken = await takeStep(site, { actor: commandLine, survey, wave: wave.id, step, reason, to });
	switch (taken.kind) {
		case 'taken':
			return { kind: 'done', wave: taken.wave };
		case 'not-now':
			return refused(`${wave.label} is ${wave.paused ? 'paused' : wave.state}, so that cannot be done.`);
		case 'reason-missing':
			return refused('Give the reason with --reason: it stays with the wave.');
		case 'already-open':
		case 'not-later':
		case 'unknown-wave':
			return refused(notTakenWords(taken));
	}
}

function refused(line: string): Done {
	return { kind: 'refused', line };
}
