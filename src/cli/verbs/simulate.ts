import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { SampleType } from '#core/fieldwork/index.ts';
import { listSurveys, readInstrument } from '#server/workflows/list-surveys.ts';
import { pastWave, readProfile } from '#server/workflows/simulation-plan.ts';
import { simulateWaves, truthOf } from '#server/workflows/simulate-waves.ts';
import type { PlannedWave } from '#server/workflows/simulate-waves.ts';
import { fail, withSite } from '../with-site.ts';
import type { Verb } from './verb.ts';
import { WrongUsage } from './verb.ts';

const whole = (least: number, most: number) =>
	z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(least).max(most));
const Wishes = z.object({
	survey: z.string().min(1),
	waves: whole(1, 40),
	respondents: whole(1, 1_000_000),
	population: whole(100, 200_000),
	seed: whole(0, 4_294_967_295),
	versions: z
		.string()
		.regex(/^\d+(,\d+)*$/)
		.transform((list) => list.split(',').map(Number))
		.optional(),
	'sample-type': SampleType,
	truth: z.string().min(1).optional(),
	json: z.boolean(),
});

export const verb: Verb = {
	summary: 'answer past waves with simulated people of whom the truth is known',
	help: `Usage: soundings simulate --survey SLUG --waves N --respondents N --seed S [--truth FILE] [--json]

Stores past waves, half a year apart, answered by simulated people who walk the real interview: they have demographics and
latent attitudes, some groups answer less often than others, and each measure truly changes from wave to wave. The waves are
closed and marked as simulated everywhere. The same seed gives the same people and answers.

  --survey SLUG        the survey; its simulation.json, where there is one, says what answers should look like
  --waves N            how many waves, 1 to 40
  --respondents N      completed interviews in each wave
  --seed S             a whole number
  --truth FILE         write what is true of the population as JSON: each measure in each wave, and each change
  --population N       how many people there are to draw from (20000)
  --versions 1,1,2     the instrument version of each wave (the newest)
  --sample-type TYPE   probability, panel, partner-list or open-link (probability)
  --json               print the result as JSON
`,
	run: async (args, io) => {
		const { values } = parseArgs({
			args: [...args],
			options: {
				survey: { type: 'string' },
				waves: { type: 'string' },
				respondents: { type: 'string' },
				population: { type: 'string', default: '20000' },
				seed: { type: 'string', default: '1' },
				versions: { type: 'string' },
				'sample-type': { type: 'string', default: 'probability' },
				truth: { type: 'string' },
				json: { type: 'boolean', default: false },
			},
		});
		const parsed = Wishes.safeParse(values);
		if (!parsed.success) {
			const issue = parsed.error.issues[0];
			throw new WrongUsage(`--${issue?.path.join('.') ?? ''} is missing or wrong: ${issue?.message ?? ''}`);
		}
		const wishes = parsed.data;
		return withSite(io, async (site) => {
			const listed = (await listSurveys(site)).find(({ survey }) => survey === wishes.survey);
			if (listed === undefined) return fail(io, `There is no survey ${wishes.survey}.`);
			const read = readProfile(site.env.SOUNDINGS_SURVEYS, listed.survey);
			if (read.kind === 'no-profile') return fail(io, read.line);
			const planned: PlannedWave[] = [];
			for (let index = 0; index < wishes.waves; index++) {
				const version = wishes.versions?.[Math.min(index, wishes.versions.length - 1)] ?? listed.instrument.version;
				const instrument = await readInstrument(site, { survey: listed.survey, version });
				if (instrument === undefined) return fail(io, `${listed.survey} has no version ${version}.`);
				planned.push(pastWave(instrument, site.clock.today(), 6 * (wishes.waves - index)));
			}
			const scene = { waves: planned, population: wishes.population, seed: wishes.seed, profile: read.profile };
			const total = wishes.waves * wishes.respondents;
			const done = await simulateWaves(site, {
				...scene,
				respondents: wishes.respondents,
				sampleType: wishes['sample-type'],
				onProgress: (count) => {
					if (count % 10_000 === 0) io.err(`${count} of ${total} interviews\n`);
				},
			});
			if (done.kind === 'wave-exists') return fail(io, `${listed.survey} has a wave ${done.label} already.`);
			if (done.kind === 'version-differs') {
				return fail(io, `${listed.survey}: version ${done.version} was published with other content.`);
			}
			if (wishes.truth !== undefined) await writeFile(wishes.truth, `${JSON.stringify(truthOf(scene), null, '\t')}\n`);
			const labels = planned.map(({ label }) => label);
			if (wishes.json)
				io.out(`${JSON.stringify({ survey: listed.survey, waves: labels, interviews: done.responses })}\n`);
			else io.out(`${done.responses} simulated interviews are in ${listed.survey}: ${labels.join(', ')}.\n`);
			return 0;
		});
	},
};
