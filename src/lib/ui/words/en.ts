import { list, number } from './format.ts';

const language = 'en';
const count = (value: number): string => number(language, value);
const characters = (value: number): string => `${count(value)} ${value === 1 ? 'character' : 'characters'}`;

/** The interface in English. Its shape is the shape of every catalogue: see {@link Words}. */
export const en = {
	languageName: 'English',
	skipToContent: 'Skip to main content',
	survey: 'Survey',
	back: 'Back',
	continue: 'Continue',
	or: 'or',
	change: 'Change',
	languageChoice: 'Language',
	draftTranslation: 'This translation is a draft. It has not been reviewed yet.',
	leave: {
		button: 'Leave this page',
		hint: 'Goes to a weather page at once. Pressing the Shift key three times does the same.',
	},
	declines: { dk: 'Don’t know', pnts: 'Prefer not to say' },
	declined: { 'dont-know': 'Don’t know', refused: 'Prefer not to say' },
	earlierAnswer: 'your earlier answer',
	progress: (progress: { number: number; about: number }): string =>
		`Question ${count(progress.number)} of about ${count(progress.about)}`,
	information: 'Information',
	form: {
		chooseAny: 'Choose all that apply.',
		chooseUpTo: (most: number): string => `Choose up to ${count(most)}.`,
		ownWordsShort: 'Please say (you may leave this empty)',
		characterLimit: (most: number): string => `You can write up to ${characters(most)}.`,
		numberRange: (least: number, most: number): string => `A number from ${count(least)} to ${count(most)}.`,
		place: (place: number): string =>
			['First', 'Second', 'Third', 'Fourth', 'Fifth'][place - 1] ?? `Number ${count(place)}`,
		choosePlace: 'Choose one',
		noneOfThem: '0 – none of them',
		allOfThem: (all: number): string => `${count(all)} – all of them`,
		firstStatement: 'Statement A',
		secondStatement: 'Statement B',
		instead: 'If you would rather not answer',
	},
	problems: {
		title: 'There is a problem',
		titlePrefix: 'Error: ',
		errorPrefix: 'Error:',
		nothingChosen: 'Choose an answer',
		nothingChosenAny: 'Choose at least one answer',
		nothingChosenRank: 'Choose something for each place',
		nothingTyped: 'Write your answer',
		nothingTypedNumber: 'Enter a number',
		orDecline: (ways: readonly string[]): string => `, or choose “${list(language, ways, 'disjunction')}”`,
		notOffered: 'Choose one of the answers on this page',
		exclusiveWithOthers: (exclusive: readonly string[]): string =>
			`You chose ${list(
				language,
				exclusive.map((label) => `“${label}”`),
				'conjunction',
			)} together with other answers. Choose one or the other`,
		notANumber: 'Enter a number in digits, such as 3',
		notWhole: 'Enter a whole number, without a decimal point',
		itemUnanswered: (row: string): string => `Choose an answer for “${row}”`,
		rankMissing: (place: string): string => `Choose something for “${place}”`,
		rankRepeated: (place: string): string => `You chose the same thing twice. Choose something else for “${place}”`,
		tooMany: (most: number): string => `Choose no more than ${count(most)}`,
		tooSmall: (limit: number): string => `Enter a number that is ${count(limit)} or more`,
		tooLarge: (limit: number): string => `Enter a number that is ${count(limit)} or less`,
		tooPrecise: (decimals: number): string => `Enter a number with no more than ${count(decimals)} decimal places`,
		tooLong: (most: number, typed: number): string =>
			`Use ${characters(most)} or fewer. You wrote ${count(typed)}, so take out ${characters(typed - most)}`,
	},
	/** Beside a field that people do not see. */
	leaveEmpty: 'Leave this empty',
	intro: {
		titleShort: 'Before you start',
		start: 'Start',
		startAgain: 'Start again from the beginning',
		carryOn: 'Carry on where you stopped',
		carryOnWhat: 'You have started this survey on this device.',
		resume: 'I have a code to come back to my answers',
		privacy: 'Your privacy',
		purpose: 'Why we ask',
		collects: 'What we keep',
		published: 'What is published',
		retention: (months: number): string =>
			months === 0
				? 'Answers are deleted when the results are out.'
				: `Answers are deleted ${count(months)} ${months === 1 ? 'month' : 'months'} after the survey closes.`,
		whoRuns: (organisation: string): string => `The survey is run by ${organisation}.`,
		contact: (contact: string): string => `To ask about it: ${contact}.`,
		cookie:
			'One cookie holds your place in the survey. It is not used for anything else, and nothing comes from other websites.',
		work: 'While you read, your browser does a small sum. It helps us to tell people from machines, says nothing about you, and is not needed to answer.',
		voluntary: 'Taking part is your choice. You can stop at any time.',
	},
	notice: {
		anonymous: [
			'Your answers are anonymous.',
			'We do not ask for your name. We do not keep your IP address, what device you use, or the time you answered: only the day.',
			'Nobody, including us, can trace your answers back to you. This also means that we cannot show or delete them after you have sent them.',
		],
		'anonymous-with-token': [
			'Your answers are anonymous.',
			'The link you were sent lets you answer once. When you finish, we mark the link as used. Nothing connects the link, or you, to your answers.',
			'We do not keep your IP address, what device you use, or the time you answered: only the day. We cannot show or delete your answers after you have sent them.',
			'Your name, your address and your link are deleted 30 days after the survey closes. If you ask never to be invited again, we keep a scrambled form of your address and nothing else.',
		],
		confidential: [
			'Your answers are confidential. They are not anonymous.',
			'Your answers are linked to your invitation. Only the research team can see them together, and nobody who is named or could be recognised appears in what we publish.',
			'Until 30 days after the survey closes you can ask us to show you your answers, or to delete them. Then your name, your address and what links them to your answers are deleted. If you ask never to be invited again, we keep a scrambled form of your address and nothing else.',
		],
		panel: [
			'Your answers are confidential. They are linked to your answers in earlier rounds of this survey.',
			'A code that cannot be turned back into your name or your invitation links them. Staff cannot get from the code to you.',
			'We do not keep your IP address, what device you use, or the time you answered: only the day.',
			'Your link is deleted 30 days after the survey closes. We keep your name and address for as long as the panel runs, to invite you again. When it ends they are deleted, and so is the key that the code is made with.',
		],
	},
	found: {
		probability: 'You were chosen at random, so that the results speak for everyone.',
		panel: 'You were asked because you belong to a research panel.',
		'partner-list': 'You were asked through an organisation that you work for or belong to.',
		'open-link': 'Anyone who has the link can answer.',
	},
	check: {
		title: 'Check your answers',
		introduction: 'Look over your answers and change any that are not right. When you are ready, send them.',
		send: 'Send my answers',
		changeWhich: (question: string): string => `your answer to: ${question}`,
		afterSending: 'After you send your answers they cannot be changed.',
	},
	thanks: {
		title: 'Thank you',
		declined: 'You chose not to take part, so we kept no answers. You can close this page.',
		routes: 'Where to report',
		guidance: 'What may help you next',
		support: 'If you want to talk to someone',
		phone: 'Telephone',
		website: 'Website',
	},
	save: {
		link: 'Save and come back later',
		title: 'Come back later',
		saved: 'Your answers so far are saved.',
		code: 'Your code',
		what: 'Write this code down. Anyone who has it can see your answers so far, so keep it to yourself.',
		how: (address: string): string =>
			`To come back, open ${address} and enter the code. On this device you may not need the code.`,
		until: (day: string): string => `The survey is open until the end of ${day}.`,
		backToSurvey: 'Go back to the survey',
	},
	resume: {
		title: 'Come back to your answers',
		label: 'Your code',
		hint: 'Twenty letters and numbers, in five groups of four. Spaces and dashes do not matter.',
		button: 'Carry on',
		unknown: 'We do not know this code for this survey. Check it against what you wrote down',
		empty: 'Enter your code',
		finished: 'The answers with this code have already been sent, so there is nothing left to do.',
		none: 'No code? Start the survey from the beginning',
	},
	closed: {
		unknownTitle: 'We cannot find this survey',
		unknown: 'There is no survey at this address. Check that you have all of the link that you were given.',
		pausedTitle: 'This survey is taking a break',
		paused: 'Please come back later. What you have already sent is kept.',
		closedTitle: 'This survey has closed',
		closed: (day: string | undefined): string =>
			day === undefined
				? 'It no longer takes answers. Thank you for wanting to take part.'
				: `It closed on ${day} and no longer takes answers. Thank you for wanting to take part.`,
		notYetTitle: 'This survey is not open yet',
		notYet: (day: string | undefined): string =>
			day === undefined ? 'Please come back later.' : `It opens on ${day}. Please come back then.`,
		tooManyTitle: 'Please wait a moment',
		tooMany: 'Too many tries came from your connection. Wait a minute, then try again.',
		pageTitle: 'We cannot find this page',
		page: 'Check the address, or start from the beginning.',
		faultTitle: 'Something went wrong',
		fault: 'The fault is on our side. What you have already sent is kept. Please try again in a few minutes.',
		reference: (id: string): string => `If you tell us about it, give this reference: ${id}`,
		home: 'Go to the start page',
	},
	invitation: {
		decline: 'I do not want to take part',
		optOut: 'Never invite me again',
		declineButton: 'I do not take part this time',
		optOutButton: 'Never invite me to this survey again',
		optOutAllButton: 'Never invite me to any survey again',
		leaving: {
			decline: {
				title: 'Do you want to take no part?',
				words: 'We will send you no more reminders this time. Nothing that you have answered is kept.',
			},
			declined: {
				title: 'Thank you for telling us',
				words: 'We will send you no more reminders this time. You can close this page.',
			},
			'opt-out': {
				title: 'Do you want no more invitations?',
				words: 'We keep a scrambled form of your address, so that we know it when we see it, and nothing else.',
			},
			'opted-out': {
				title: 'You will get no more invitations',
				words: 'We have deleted your name and address from this survey. A message that is on its way may still arrive.',
			},
		},
		notInvited: {
			unknown: {
				heading: 'We cannot find this invitation',
				message:
					'Check that you have all of the link that you were sent. It is long, and each letter and number counts. If you have all of it, the survey may be over: we delete every link 30 days after a survey has closed.',
			},
			used: {
				heading: 'Thank you: this link has been used',
				message: 'The answers have been sent already. Each link can be used once.',
			},
			declined: {
				heading: 'You told us that you take no part',
				message: 'We will send you no more reminders. Thank you for telling us.',
			},
			'opted-out': {
				heading: 'You will get no more invitations',
				message: 'You asked us not to invite you again, so this link no longer works.',
			},
			ineligible: {
				heading: 'This link no longer works',
				message: 'This survey is not meant for you after all. Thank you for wanting to take part.',
			},
			'quota-full': {
				heading: 'Thank you for wanting to take part',
				message: 'We have heard from as many people like you as we need, so there is nothing more to answer.',
			},
			'link-needed': {
				heading: 'This survey is by invitation',
				message: 'To answer, use the link in the message or the letter that you were sent.',
			},
		},
	},
	pilot: {
		mark: 'Pilot – a test of the questionnaire. Answers are kept apart.',
		notice: [
			'This is a pilot: it tests the questionnaire before it is used. Your answers are kept apart from those of the survey and are never among its results.',
			'For each question we count how many people reached it, answered it or declined it, also when they stop half-way.',
			'A comment is kept with its question, its language and the day. Nothing joins it to your answers or to your other comments. Please name nobody in it.',
		],
		published: 'Nothing. Only those who make the questionnaire see the answers and the comments of a pilot.',
		retention: 'They are deleted with the pilot, when those who make the questionnaire no longer need it.',
		comment: 'Comment for the authors (optional)',
		commentHint: 'What was unclear, hard to answer or missing? Your comment is sent with your answer.',
		general: 'Is there anything else that the authors should know? (optional)',
		generalHint: 'For example: how long it took, what you expected and did not find.',
		send: 'Send my comment',
		kept: 'Your comment has been kept.',
		tooMany: 'This pilot has all the comments that it can take. Take your comment out to go on',
		closed: {
			unknownTitle: 'We cannot find this pilot',
			unknown: 'No pilot is at this address. Check that you have all of the link that you were given.',
			closedTitle: 'This pilot has closed',
			closed: (day: string | undefined): string =>
				day === undefined
					? 'It no longer takes answers or comments. Thank you for helping.'
					: `It closed on ${day} and no longer takes answers or comments. Thank you for helping.`,
		},
	},
	home: {
		lead: 'Surveys that are asked again and again, and an honest account of what changed.',
		about:
			'Soundings asks people and professionals what they know and think about organised crime, its goods and how to guard against it. The same questions are asked in rounds, so that change can be seen.',
		open: 'Surveys you can answer now',
		none: 'No survey is open just now.',
		methods: 'How the figures are made',
		staff: 'Staff sign in',
	},
	notStored: {
		title: 'We cannot save answers just now',
		page: 'What you have already sent is kept. Go back, wait a minute, then try again.',
		here: (button: string): string =>
			`What you entered is still on this page. Wait a minute, then choose “${button}” again. What you sent before is kept.`,
	},
	otherVersion: 'The survey was updated while you were answering. Please check this question again.',
};

/** Every word of the interface in one language. A catalogue that lacks a word does not type-check. */
export type Words = typeof en;
