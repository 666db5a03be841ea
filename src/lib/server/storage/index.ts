/**
 * Storage: the only room with SQL. Its functions are async, take a reader or a writer and one argument object, own their
 * transaction and yield values of core.
 */
export { isAnswers, readState } from './answers.ts';
export type { Answers } from './answers.ts';
export { changePassword, findCredential } from './accounts.ts';
export { checkAudit, listAudit, listAuditActors, record, recording } from './audit.ts';
export type { AuditEntry, AuditHead, CheckedAudit, Deed } from './audit.ts';
export { ballotKeyOf, countBallots, deleteOpenedBallots, openBallots, readBallots } from './ballots.ts';
export type { OpenedBallots } from './ballots.ts';
export { bringIn } from './bring-in.ts';
export type { BroughtIn } from './bring-in.ts';
export { checkDatabase } from './check-database.ts';
export { findCodeFrame, listCodeFrames, putCodeFrame } from './code-frames.ts';
export type { StoredFrame } from './code-frames.ts';
export { codingStamp, listAgreedCodings, listCodings, putAgreedCoding, putCodings } from './codings.ts';
export type { AgreedCoding, StoredCoding } from './codings.ts';
export { copyDatabase, countRows } from './copy-database.ts';
export type { Database, Reader, Writer } from './database.ts';
export { insertDerivedVariable, listDerivedVariables, retireDerivedVariable } from './derived-variables.ts';
export type { StoredDerivedVariable } from './derived-variables.ts';
export { deleteSource, findSource, insertSource, listSources, thinSources } from './sources.ts';
export type { Source } from './sources.ts';
export { listBegunByStratum } from './tallies.ts';
export type { BegunCount } from './tallies.ts';
export { countForLetters, listLetterRuns, listLetters, makeLetters, takeBackLetters } from './letters.ts';
export type { LetterFilter, LetterRun } from './letters.ts';
export { findDestroyableKey, settleDestroyableKey } from './destroyable-keys.ts';
export { insertReview, listDraftWriters, listReviews, publishDraft } from './draft-reviews.ts';
export type { DraftReview, PublishedDraft, StoredReview } from './draft-reviews.ts';
export {
	changeDraft,
	findDraft,
	insertDraft,
	listChanges,
	listDrafts,
	moveDraft,
	redoChange,
	undoChange,
} from './drafts.ts';
export type { ChangedDraft, Draft, DraftChange, DraftState } from './drafts.ts';
export { deleteEvent, insertEvent, listEvents, updateEvent } from './events.ts';
export type { StoredEvent } from './events.ts';
export {
	changeImportDraft,
	deleteImportDraft,
	findImportDraft,
	insertImportDraft,
	listDraftsOfFile,
	listImportDrafts,
} from './import-drafts.ts';
export type { ImportDraft, StoredImportDraft } from './import-drafts.ts';
export { listImportedVariables } from './imported-variables.ts';
export type { ImportedVariable } from './imported-variables.ts';
export {
	findInstrument,
	findLatestVersion,
	findStoredVersion,
	insertVersions,
	listVersions,
	readVersions,
} from './instruments.ts';
export type { StoredVersion } from './instruments.ts';
export {
	breakOffInterviews,
	changeInterview,
	countOpenInterviews,
	endInvitation,
	findInterview,
	forgetEndedInterviews,
	insertInterview,
} from './interviews.ts';
export type { InterviewChange, InterviewEnding, InterviewStanding, StoredInterview } from './interviews.ts';
export { changeMember, deleteMember, deleteTwoFactor, endSessions, findMember, listMembers } from './members.ts';
export type { Member } from './members.ts';
export { listHeldMail, holdMail, readMailGate } from './mail-gate.ts';
export type { MailGate } from './mail-gate.ts';
export {
	bounceAddresses,
	countMessages,
	decideMessages,
	listMessages,
	listUncertain,
	listUnderWay,
	settleArrival,
} from './message-lists.ts';
export type { BouncedAddresses, ListedMessage, MessageCount, MessageDecision } from './message-lists.ts';
export { deleteTemplate, listTemplates, putTemplate } from './message-templates.ts';
export type { StoredTemplate } from './message-templates.ts';
export {
	cancelInClosedWaves,
	claimMessage,
	countToInvite,
	doubtMessages,
	giveBackMessage,
	planInvitations,
	planReminders,
	settleMessage,
} from './messages.ts';
export type { Attempted, Claim, ClaimedMessage, MessageState } from './messages.ts';
export { listOptOuts, optOut } from './opt-outs.ts';
export { openStorage } from './open.ts';
export type { OpenedStorage, Storage } from './open.ts';
export { changePaperForm, findPaperForm, listPaperForms } from './paper-forms.ts';
export type { KeyedForm, ListedForm, PaperForm, PaperFormState } from './paper-forms.ts';
export { deletePersonsAnswers, findMemberAt, timesTakenOut } from './persons-answers.ts';
export { insertPilotComment, listPilotComments, listQuestionComments, resolvePilotComment } from './pilot-comments.ts';
export type { PilotComment } from './pilot-comments.ts';
export {
	changePilotInterview,
	findPilotInterview,
	forgetPilotInterviews,
	insertPilotInterview,
	listPilotQuestions,
	listPilotResponses,
} from './pilot-interviews.ts';
export type { PilotResponse, QuestionStep, StoredPilotInterview } from './pilot-interviews.ts';
export {
	closePilot,
	deletePilot,
	findPilot,
	insertPilot,
	instrumentOfPilot,
	listAllPilots,
	listPilots,
} from './pilots.ts';
export type { NewPilot, Pilot } from './pilots.ts';
export { deletePublishedWave, listPublishedWaves, putPublishedWave } from './published-waves.ts';
export {
	countResponses,
	insertResponses,
	listCompletedPlaces,
	listResponsesAfter,
	readResponses,
	readResponsesAt,
} from './responses.ts';
export type { StoredResponse } from './responses.ts';
export { beginStep, deleteSome, destroyKey, dropTokens, endStep, listBegunSteps } from './retention.ts';
export type { BegunStep, Deletable, RetentionCounts } from './retention.ts';
export {
	deleteSavedReport,
	deleteSavedView,
	findSavedView,
	insertSavedView,
	listReportNames,
	listSavedViews,
	orderSavedViews,
	renameSavedReport,
	updateSavedView,
} from './saved-views.ts';
export type { SavedView } from './saved-views.ts';
export { changeSetting, findSetting, settle } from './settings.ts';
export { changePlannedWave, deletePlannedWave, findWavePlan, insertPlannedWave } from './wave-plans.ts';
export {
	deleteDecision,
	insertRulesVersion,
	listDecisions,
	listFlags,
	listRulesVersions,
	placesOfResponses,
	putDecision,
	replaceFlags,
} from './quality.ts';
export type { RulesVersion, StoredDecision, StoredFlag } from './quality.ts';
export { listQuotaCounts } from './quotas.ts';
export {
	countMemberStates,
	knownContacts,
	listSample,
	listSampleFiles,
	removeMember,
	settleMember,
	takeBackSample,
} from './sample.ts';
export type { ListedFile } from './sample.ts';
export { countMembers, findMemberOfToken, insertSample } from './sample-members.ts';
export type { MemberState, SampleFile, SampleMember } from './sample-members.ts';
export { findWaveWeighting, insertWaveWeightings, listWaveWeightings } from './wave-weightings.ts';
export type { WaveWeighting } from './wave-weightings.ts';
export { takeBack } from './take-back.ts';
export type { Dependence } from './take-back.ts';
export { deleteTextMask, listTextMasks, putTextMask } from './text-masks.ts';
export type { TextMask } from './text-masks.ts';
export { addTallies, listPageTimes, listQuestionTallies, listTallies } from './tallies.ts';
export type { PageTime, QuestionTally, Tally } from './tallies.ts';
export { listTranslationMarks, putTranslationMarks } from './translation-marks.ts';
export type { TranslationMark } from './translation-marks.ts';
export { countEndedByDay, countInterviews, countStrata } from './watched-counts.ts';
export type { StratumCount } from './watched-counts.ts';
export { changeWave, findWave, insertWave, listAllWaves, listWaves } from './waves.ts';
export { deleteScheme, insertScheme, listSchemes, lockScheme } from './weighting-schemes.ts';
export type { StoredScheme } from './weighting-schemes.ts';
