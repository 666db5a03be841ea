import type { Instrument } from '../instrument.ts';
import { bridgeRules } from './bridges.ts';
import { conditionRules } from './conditions.ts';
import { durationRules } from './duration.ts';
import type { Finding, Rule, Severity } from './finding.ts';
import { identityRules } from './identity.ts';
import { limitRules } from './limits.ts';
import { measureRules } from './measures.ts';
import { routingRules } from './routing.ts';
import { sensitivityRules } from './sensitivity.ts';
import { textRules } from './translations.ts';
import { versionRules } from './versions.ts';
import { wordingRules } from './wording.ts';

const rules: readonly Rule[] = [
	identityRules,
	limitRules,
	conditionRules,
	routingRules,
	textRules,
	wordingRules,
	sensitivityRules,
	measureRules,
	bridgeRules,
	versionRules,
	durationRules,
];

const weight: Record<Severity, number> = { error: 0, warning: 1, advice: 2 };

/**
 * Checks a questionnaire as a careful colleague would and says what to mend, errors first. `previous` is the version
 * before it, for what must not change. An instrument with an error must not be fielded.
 */
export function lint(instrument: Instrument, previous?: Instrument): Finding[] {
	return rules
		.flatMap((rule) => rule(instrument, previous))
		.toSorted((a, b) => weight[a.severity] - weight[b.severity]);
}
