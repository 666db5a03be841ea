import type { Quota, Wave, WavePlan } from '#core/fieldwork/index.ts';
import type { TypedPlan } from '#server/workflows/fieldwork/index.ts';

/** The plan as the form shows it when nobody has typed anything. */
export function typedOf(wave: Wave, plan: WavePlan): TypedPlan {
	return {
		label: wave.label,
		instrumentVersion: String(wave.instrumentVersion),
		languages: [...wave.languages],
		identityMode: wave.identityMode,
		sampleType: wave.sampleType,
		modes: [...wave.modes],
		opensOn: wave.opensOn ?? '',
		closesOn: wave.closesOn ?? '',
		timeZone: wave.timeZone,
		opensByItself: plan.opensByItself,
		populationWords: plan.population.words,
		populationSize: plan.population.size === null ? '' : String(plan.population.size),
		plannedInterviews: plan.plannedInterviews === null ? '' : String(plan.plannedInterviews),
		hopedChange: plan.hopedChange === null ? '' : String(Number((plan.hopedChange * 100).toPrecision(6))),
		proofOfWork: plan.proofOfWork,
		reminders: plan.reminders.join(', '),
		quotas: [...plan.quotas],
	};
}

/** What a form sent, as it was typed; the workflow says what is wrong with it. */
export function sentPlan(form: FormData): Record<keyof TypedPlan, unknown> {
	const text = (name: string) => String(form.get(name) ?? '');
	return {
		label: text('label'),
		instrumentVersion: text('instrumentVersion'),
		languages: form.getAll('languages').map(String),
		identityMode: text('identityMode'),
		sampleType: text('sampleType'),
		modes: form.getAll('modes').map(String),
		opensOn: text('opensOn'),
		closesOn: text('closesOn'),
		timeZone: text('timeZone'),
		opensByItself: form.get('opensByItself') === 'on',
		populationWords: text('populationWords'),
		populationSize: text('populationSize'),
		plannedInterviews: text('plannedInterviews'),
		hopedChange: text('hopedChange'),
		proofOfWork: form.get('proofOfWork') === 'on',
		reminders: text('reminders'),
		quotas: quotasIn(text('quotas')),
	};
}

/**
 * Quotas as lines `label; column; value or codes; limit`: `Women; sex; 2; 500` counts answers with code 2 of the question's
 * column, `North; stratum:region; North; 200` members of the sample whose column `region` says North. A line that is none
 * is handed on as it is, to be refused.
 */
export function quotasIn(lines: string): unknown[] {
	return lines
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '')
		.map((line, index) => {
			const [label = '', column = '', value = '', limit = ''] = line.split(';').map((part) => part.trim());
			const stratum = /^stratum:(.*)$/.exec(column)?.[1];
			const of =
				stratum === undefined
					? { kind: 'answers', variable: column, codes: value.split(/[\s,]+/).map(Number) }
					: { kind: 'stratum', column: stratum, value };
			return { id: `quota_${index + 1}`, label, limit: Number(limit), of };
		});
}

/** The same lines of quotas that are stored. */
export function linesOf(quotas: readonly Quota[]): string {
	return quotas
		.map(({ label, limit, of }) =>
			of.kind === 'answers'
				? [label, of.variable, of.codes.join(' '), limit].join('; ')
				: [label, `stratum:${of.column}`, of.value, limit].join('; '),
		)
		.join('\n');
}
