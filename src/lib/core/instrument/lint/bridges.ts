import type { Bridge, BridgeHalf } from '../bridge.ts';
import { bridgeArms, columnBefore } from '../bridge.ts';
import type { Condition } from '../condition.ts';
import { questionsIn } from '../condition.ts';
import type { Instrument } from '../instrument.ts';
import { variablesOf } from '../kinds/kinds.ts';
import { pipesIn } from '../markup.ts';
import { placedConditions } from './conditions.ts';
import type { Finding, Placed, Severity } from './finding.ts';
import { listed, placedQuestions, repeated } from './finding.ts';
import { textsOf } from './texts.ts';

type Report = (rule: string, at: string, message: string, severity?: Severity) => void;

/** A bridge has two halves that differ in the wording of its question and in nothing else. */
export function bridgeRules(instrument: Instrument): Finding[] {
	const questions = placedQuestions(instrument);
	return [
		...repeatedBridges(instrument),
		...instrument.bridges.flatMap((bridge, index) => {
			const findings: Finding[] = [];
			const place = `bridge of "${bridge.question}"`;
			const report: Report = (rule, at, message, severity = 'error') =>
				findings.push({ severity, rule, path: `bridges/${index}${at}`, place, message });
			checkExperiment(instrument, bridge, report);
			const [later, earlier] = [bridge.question, bridge.before].map((id) =>
				questions.find(({ question }) => question.id === id),
			);
			for (const [at, id, found] of [
				['/question', bridge.question, later],
				['/before', bridge.before, earlier],
			] as const) {
				if (found === undefined) report('unknown-question', at, `There is no question “${id}”.`);
			}
			if (later === undefined || earlier === undefined) return findings;
			checkPair(instrument, bridge, { earlier, later }, report);
			return [...findings, ...followedByOne(instrument, bridge)];
		}),
	];
}

function repeatedBridges({ bridges }: Instrument): Finding[] {
	return repeated(bridges.flatMap(({ question, before }) => [question, before])).map((id) => ({
		severity: 'error',
		rule: 'repeated-id',
		path: `bridges/${bridges.findLastIndex(({ question, before }) => question === id || before === id)}`,
		place: `bridge of "${id}"`,
		message: `“${id}” is part of more than one bridge, or is its own earlier wording.`,
	}));
}

function checkExperiment({ experiments, version }: Instrument, { experiment, since }: Bridge, report: Report): void {
	const found = experiments.find(({ id }) => id === experiment);
	if (found === undefined)
		report('unknown-experiment', '/experiment', `There is no experiment called “${experiment}”.`);
	else if (found.arms.toSorted().join() !== bridgeArms.join()) {
		const message = `The arms of “${experiment}” have to be “earlier” and “later”, and no others.`;
		report('bridge-arms', '/experiment', message);
	}
	if (since >= version) {
		report('bridge-since', '/since', `The earlier wording is kept from a version before this one, not from ${since}.`);
	}
}

function checkPair(
	instrument: Instrument,
	bridge: Bridge,
	{ earlier, later }: Readonly<Record<BridgeHalf, Placed>>,
	report: Report,
): void {
	const sides = { later: later.question, earlier: earlier.question };
	for (const half of bridgeArms) {
		const { id, askIf } = sides[half];
		if (conjuncts(askIf).some((part) => isArm(part, bridge) && part.arm === half)) continue;
		const at = half === 'later' ? '/question' : '/before';
		report('bridge-routing', at, `“${id}” has to be asked where “${bridge.experiment}” is “${half}”, and only there.`);
	}
	const wordings = instrument.bridges.filter(({ experiment }) => experiment === bridge.experiment);
	if (routing(sides.later.askIf, bridge, wordings) !== routing(sides.earlier.askIf, bridge, wordings)) {
		const message = `But for the arm, “${bridge.before}” and “${bridge.question}” have to be asked of the same people: their other conditions differ.`;
		report('bridge-routing', '/before', message);
	}
	if (sides.later.kind !== sides.earlier.kind) {
		const message = `“${bridge.before}” is a ${sides.earlier.kind} and “${bridge.question}” a ${sides.later.kind}: their answers are of different kinds, and no step can be taken between them.`;
		report('bridge-columns', '/before', message);
		return;
	}
	const before = new Set(variablesOf(sides.earlier).map(({ name }) => name));
	const alone = variablesOf(sides.later).filter(({ name }) => !before.delete(columnBefore(bridge, name)));
	const unmatched = [...alone.map(({ name }) => name), ...before];
	if (unmatched.length > 0) {
		const message = `Only one of the two forms has ${listed(unmatched)}: nothing bridges it.`;
		report('bridge-columns', '/before', message, 'warning');
	}
}

/** What looks at one form and not at the other: half of the respondents would never be asked, shown or counted there. */
function followedByOne(instrument: Instrument, { question, before, experiment }: Bridge): Finding[] {
	const ofOneHalf = (condition: Condition | undefined) =>
		conjuncts(condition).some((part) => isArm(part, { experiment }));
	const findings: Finding[] = [];
	const report = (path: string, place: string, message: string) =>
		findings.push({ severity: 'warning', rule: 'bridge-half', path, place, message });
	for (const { condition, path, place } of placedConditions(instrument)) {
		const looksAt = questionsIn(condition);
		const [one, other] = looksAt.includes(question) ? [question, before] : [before, question];
		if (!looksAt.includes(one) || looksAt.includes(other) || ofOneHalf(condition)) continue;
		const message = `It looks at “${one}”, which only one half is asked, and not at “${other}”, the same for the other half: it can hold for half of the people at most.`;
		report(path, place, message);
	}
	for (const { text, path, place, of } of textsOf(instrument)) {
		if (ofOneHalf(of?.question.askIf)) continue;
		const piped = new Set(Object.values(text).flatMap(pipesIn));
		for (const id of [question, before].filter((one) => piped.has(one))) {
			report(
				path,
				place,
				`It puts in the answer to “${id}”, which only one half is asked: the other half reads a gap.`,
			);
		}
	}
	const columns = new Set(
		placedQuestions(instrument)
			.filter((placed) => placed.question.id === question || placed.question.id === before)
			.flatMap((placed) => variablesOf(placed.question).map(({ name }) => name)),
	);
	instrument.weighting?.margins.forEach((margin, index) => {
		const own = margin.variables.filter((variable) => columns.has(variable));
		if (own.length === 0) return;
		const message = `It weights by ${listed(own)}, which only one half is asked: the other half cannot be weighted so.`;
		report(`weighting/margins/${index}`, `margin "${margin.id}"`, message);
	});
	return findings;
}

/** The parts that all have to be true. */
function conjuncts(condition: Condition | undefined): readonly Condition[] {
	if (condition === undefined) return [];
	return 'all' in condition ? condition.all.flatMap(conjuncts) : [condition];
}

function isArm(
	condition: Condition,
	{ experiment }: Pick<Bridge, 'experiment'>,
): condition is Extract<Condition, { experiment: string }> {
	return 'experiment' in condition && condition.experiment === experiment;
}

/** The routing but for the arm, with every earlier wording under the id of the later. */
function routing(condition: Condition | undefined, bridge: Bridge, wordings: readonly Bridge[]): string {
	const names = new Map(wordings.map(({ question, before }): [string, string] => [before, question]));
	const parts = conjuncts(condition).filter((part) => !isArm(part, bridge));
	const written = parts.map((part) =>
		JSON.stringify(part, (key, value: unknown) =>
			(key === 'question' || key === 'answered') && typeof value === 'string' ? (names.get(value) ?? value) : value,
		),
	);
	return written.toSorted().join();
}
