import { Instrument } from '#core/instrument/index.ts';
import type { SurveySlug } from '#core/instrument/index.ts';
import type { NewVariable, WaveCodebook } from './codebook.ts';

type Creating = Extract<WaveCodebook, { creates: unknown }>;

/** The instrument of a survey that only earlier waves are known of: one question for each column of the codebook. */
export function instrumentOf(codebook: Creating, survey: SurveySlug): Instrument {
	const { title, summary, population, unit, source, measures, breaks, weighting } = codebook.creates;
	return Instrument.parse({
		survey,
		version: 1,
		title,
		summary,
		population,
		unit,
		languages: Object.keys(title).map((code) => ({ code, status: 'complete' })),
		introduction: source,
		closing: source,
		privacy: { purpose: source, collects: source, published: source, retentionMonths: 0 },
		sections: [{ id: 'imported', title, questions: codebook.variables.map(questionOf) }],
		measures,
		breaks,
		weighting,
		support: [],
	});
}

function questionOf(variable: NewVariable) {
	const common = {
		id: variable.name,
		text: variable.text,
		base: variable.base,
		sensitivity: variable.sensitivity,
		dontKnow: { offered: true, inBase: variable.inBase.includes('dont-know') },
		preferNotToSay: { offered: true, inBase: variable.inBase.includes('refused') },
	};
	return variable.type.kind === 'code'
		? { ...common, kind: 'single', options: variable.type.values.map(({ code, label }) => ({ code, label })) }
		: { ...common, ...variable.type };
}
