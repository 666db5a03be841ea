import type { Half } from '#core/instrument/index.ts';
import { Bridge, Condition, conditionOfHalf, questionsIn } from '#core/instrument/index.ts';
import type { Forms } from './bridge-rules.ts';
import { allOf, conjuncts, eitherForm, ofEarlierForm } from './bridge-rules.ts';
import type { Fielded } from './cost.ts';
import type { Edit } from './edit.ts';
import { shownValue } from './form.ts';
import { Json, isObject, sameJson } from './json.ts';
import type { JsonObject } from './json.ts';
import { keyOf, sectionListOf, valueAt } from './place.ts';
import type { Place } from './place.ts';
import { objectsAt } from './reading.ts';
import { versionJson } from './version-json.ts';

/** How a bridge would be planned, or why none can be. */
export type BridgePlan =
	| { readonly kind: 'plan'; readonly edits: readonly Edit[]; readonly before: string }
	/**
	 * `alike`: the question is written as it was, so that what breaks it stands elsewhere. `kind` and `routing`: it became
	 * another kind of question, or other people are asked it, of which no halves can be compared.
	 */
	| { readonly kind: 'none'; readonly because: 'bridged' | 'not-asked' | 'alike' | 'kind' | 'routing' };

/**
 * The edits that plan a bridge: the question as `version` asked it comes in before it under an id of its own, the two are
 * asked of random halves, and rules that look at the question hold for either form. All bridges of a draft share one
 * experiment, so that the earlier half meets every earlier wording.
 */
export function planningBridge(
	document: Json,
	fielded: Fielded,
	about: { version: number; question: string },
): BridgePlan {
	const none = (because: Extract<BridgePlan, { kind: 'none' }>['because']): BridgePlan => ({ kind: 'none', because });
	const bridges = bridgesIn(document);
	if (bridges.some(({ question, before }) => question === about.question || before === about.question))
		return none('bridged');
	const asked = valueAt(askedBy(fielded, about), placeOf(about.question));
	const now = valueAt(document, placeOf(about.question));
	const list = sectionListOf(document, about.question);
	if (!isQuestion(asked) || !isQuestion(now) || list === undefined) return none('not-asked');
	if (asked['kind'] !== now['kind']) return none('kind');
	const shared = bridges.find(({ experiment }) => isBridging(document, experiment))?.experiment;
	const experiment = shared ?? freshName(`${about.question}_bridge`, objectsAt(document, 'experiments').map(idOf));
	const own = conditionOf(now['askIf']);
	const [met, was] = [laterRouting(document, own), laterRouting(askedBy(fielded, about), conditionOf(asked['askIf']))];
	if (!sameJson(met, was)) return none('routing');
	if (sameJson({ ...asked, askIf: null }, { ...now, askIf: null })) return none('alike');

	const taken = [document, ...fielded.versions.map(versionJson)].flatMap(questionIds);
	const before = freshName(`${about.question.slice(0, 30)}_before`, taken);
	const armed = (arm: string) => toJsonIf(allOf([{ experiment, arm }, ...conjuncts(own)]));
	const earlier = { ...asked, id: before, askIf: armed('earlier') ?? null };
	const declared = { experiment, question: about.question, before, since: about.version };
	const edits: Edit[] = [
		...(shared === undefined
			? [added(document, 'experiments', { id: experiment, label, arms: ['earlier', 'later'] })]
			: []),
		{ kind: 'insert', list, value: earlier, after: keyBefore(document, list, `#${about.question}`) },
		setting(placeOf(about.question, 'askIf'), armed('later'), now['askIf']),
		...rulesRewritten(document, about.question, (rule) => forEither(rule, experiment, { ...about, before, asked })),
		added(document, 'bridges', declared),
	];
	return { kind: 'plan', edits, before };
}

const label = 'Earlier or later wording';

/** The edits that end the bridge of a question, given either of its two ids: only the later form is left, asked of all. */
export function endingBridge(document: Json, either: string): Edit[] {
	const bridges = bridgesIn(document);
	const bridge = bridges.find(({ question, before }) => question === either || before === either);
	if (bridge === undefined) return [];
	const { question, before, experiment } = bridge;
	const others = bridges.filter((one) => one !== bridge);
	const now = valueAt(document, placeOf(question));
	const askIf = now !== undefined && isObject(now) ? now['askIf'] : undefined;
	const left = conjuncts(conditionOf(askIf)).filter(
		(part) => !('experiment' in part && part.experiment === experiment),
	);
	const withoutBefore = (rule: Condition): Condition => {
		const half: Half = { experiment: '', arm: 'later', notAsked: new Set([before]) };
		const met = conditionOfHalf(half, rule);
		return met === 'always' || met === 'never' ? rule : met;
	};
	const isLast = others.every((one) => one.experiment !== experiment);
	return [
		...(isLast && valueAt(document, `experiments/#${experiment}`) !== undefined
			? [{ kind: 'remove', place: `experiments/#${experiment}` } as const]
			: []),
		...(askIf === undefined ? [] : [setting(placeOf(question, 'askIf'), toJsonIf(allOf(left)), askIf)]),
		...(valueAt(document, placeOf(before)) === undefined ? [] : [{ kind: 'remove', place: placeOf(before) } as const]),
		...rulesRewritten(document, before, withoutBefore, [question, before]),
		others.length === 0
			? setting('bridges', undefined, valueAt(document, 'bridges'))
			: { kind: 'remove', place: `bridges/${keyOf(toJson(bridge)) ?? ''}` },
	];
}

/** The bridges that a draft declares, as far as they can be read. */
export function bridgesIn(document: Json): Bridge[] {
	return objectsAt(document, 'bridges').flatMap((declared) => {
		const bridge = Bridge.safeParse(declared);
		return bridge.success ? [bridge.data] : [];
	});
}

/**
 * A rule of others, once the question has two forms: whoever is asked one half's alone keeps to that half's form, and all
 * others follow either.
 */
function forEither(rule: Condition, experiment: string, forms: Forms): Condition {
	const arm = conjuncts(rule).find((part) => 'experiment' in part && part.experiment === experiment);
	if (arm === undefined || !('arm' in arm)) return eitherForm(rule, forms);
	return arm.arm === 'earlier' ? (ofEarlierForm(rule, forms) ?? rule) : rule;
}

/** The rules of the draft that look at a question, of those not in `except`, as they are to be. */
function rulesRewritten(
	document: Json,
	question: string,
	rewrite: (rule: Condition) => Condition,
	except: readonly string[] = [question],
): Edit[] {
	const questions = questionIds(document).filter((id) => !except.includes(id));
	const places = [
		...questions.map((id) => placeOf(id, 'askIf')),
		...['support', 'guidance'].flatMap((list) =>
			objectsAt(document, list).flatMap((one) => `${list}/${keyOf(one) ?? ''}/when`),
		),
	];
	return places.flatMap((place) => {
		const was = valueAt(document, place);
		const rule = conditionOf(was);
		if (rule === undefined || !questionsIn(rule).some((id) => id === question)) return [];
		const rewritten = toJson(rewrite(rule));
		return sameJson(rewritten, was) ? [] : [setting(place, rewritten, was)];
	});
}

/** A question's routing as the later half of every bridge meets it; `always` where nothing is left of it. */
function laterRouting(document: Json, askIf: Condition | undefined): Json {
	const bridges = bridgesIn(document);
	const notAsked = new Set<string>(bridges.map(({ before }) => before));
	let met: Condition | 'always' | 'never' = askIf ?? 'always';
	for (const { experiment } of bridges) {
		if (typeof met !== 'string') met = conditionOfHalf({ experiment, arm: 'later', notAsked }, met);
	}
	return typeof met === 'string' ? met : toJson(met);
}

function askedBy({ versions }: Fielded, { version }: { version: number }): Json {
	const asked = versions.find((published) => published.version === version);
	return asked === undefined ? {} : versionJson(asked);
}

function isQuestion(json: Json | undefined): json is JsonObject {
	return json !== undefined && isObject(json);
}

function isBridging(document: Json, experiment: string): boolean {
	const arms = valueAt(document, `experiments/#${experiment}/arms`);
	return sameJson(arms, ['earlier', 'later']) || sameJson(arms, ['later', 'earlier']);
}

/** Adds to a list that may not be there yet, so that taking it back leaves none. */
function added(document: Json, list: Place, value: Json): Edit {
	return valueAt(document, list) === undefined
		? { kind: 'set', place: list, value: [value] }
		: { kind: 'insert', list, value };
}

function setting(place: Place, value: Json | undefined, was: Json | undefined): Edit {
	return { kind: 'set', place, ...(value !== undefined && { value }), ...(was !== undefined && { was }) };
}

function placeOf(question: string, field?: string): Place {
	return `questions/#${question}${field === undefined ? '' : `/${field}`}`;
}

function conditionOf(json: Json | undefined): Condition | undefined {
	const condition = Condition.safeParse(json);
	return condition.success ? condition.data : undefined;
}

function questionIds(document: Json): string[] {
	return objectsAt(document, 'sections').flatMap((section) => objectsAt(section, 'questions').map(idOf));
}

function idOf(member: JsonObject): string {
	return shownValue(member['id']);
}

function freshName(stem: string, taken: readonly string[]): string {
	for (let at = 1; ; at += 1) {
		const name = at === 1 ? stem : `${stem}_${at}`;
		if (!taken.includes(name)) return name;
	}
}

function keyBefore(document: Json, list: Place, key: string): string | null {
	const keys = objectsAt(document, list).map(keyOf);
	return keys[keys.indexOf(key) - 1] ?? null;
}

/** What a value says as JSON; what is undefined is not there. */
function toJson(value: object): Json {
	return Json.parse(JSON.parse(JSON.stringify(value)));
}

function toJsonIf(value: object | undefined): Json | undefined {
	return value === undefined ? undefined : toJson(value);
}
