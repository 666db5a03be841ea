/**
 * Writing an instrument: places in it, edits that can be taken back and that notice each other, and what an edit would
 * mean. A draft is JSON until it is an instrument.
 */
export { sourcesOf } from './askable.ts';
export type { Askable, Sources } from './askable.ts';
export { blankInstrument } from './blank.ts';
export { bridgesIn, endingBridge, planningBridge } from './bridge.ts';
export type { BridgePlan } from './bridge.ts';
export { bridgePrecision } from './bridge-precision.ts';
export { checkDraft, shortestReason } from './check.ts';
export type { CheckedDraft, Problem } from './check.ts';
export { costOf } from './cost.ts';
export type { Fielded, Loss, QuestionCost, TrendCost } from './cost.ts';
export { applyEdit, applyEdits, Edit } from './edit.ts';
export type { AllApplied, Edited } from './edit.ts';
export { editOfField, fieldName, renameField, shownValue } from './form.ts';
export type { FieldKind } from './form.ts';
export { isList, isObject, Json, sameJson } from './json.ts';
export type { JsonObject } from './json.ts';
export { evenMargin, marginEdits, removeMargin } from './margins.ts';
export { newMeasure, statisticEdits, suits, variablesGone, variablesNamed } from './measures.ts';
export type { Statistic } from './measures.ts';
export { freshId, freshQuestionId, newOption, newQuestion } from './new-question.ts';
export { canBeAddressed } from './addressed.ts';
export { keyOf, listAround, sectionListOf, valueAt } from './place.ts';
export type { Place } from './place.ts';
export { fewestWords, readability, readingAge, readingsOf } from './readability.ts';
export { textsIn } from './texts.ts';
export {
	isFinished,
	progressOf,
	stateSince,
	translatedLanguages,
	translationsIn,
	translationState,
	wordPairs,
} from './translation.ts';
export type { KnownTranslation, TranslationProgress, TranslationState, WordPair } from './translation.ts';
export { variablesIn } from './variables.ts';
export type { DraftVariable } from './variables.ts';
export { firstLanguage, objectsAt } from './reading.ts';
export { isName } from './rename.ts';
export { editOfRule, ruleField } from './rule-form.ts';
export { aboutOf, aboutsFor, askableOf, freshLeaf, isOffered, menuValue } from './rule-menu.ts';
export type { About } from './rule-menu.ts';
export { ruleSentence } from './rule-words.ts';
export { isGroup, readRule } from './rule.ts';
export type { Group, Leaf, Rule, RulePath } from './rule.ts';
export { editsOfForm } from './sent-form.ts';
export { declarationsOf, declaring, puttingBack } from './ways-out.ts';
export { routeLengths } from './route-lengths.ts';
export { routesOf } from './routes.ts';
export type { RoutedQuestion, RouteMap } from './routes.ts';
export { bankOf } from './bank/entries.ts';
export type { AskedVersion, AskedWave, Bank, BankEntry, BankUse } from './bank/entries.ts';
export { formChanges } from './bank/form.ts';
export { searchBank } from './bank/search.ts';
export type { BankSearch } from './bank/search.ts';
export { takeFromBank } from './bank/taking.ts';
export type { PlaceForQuestion, TakenQuestion, TakingNote } from './bank/taking.ts';
