import { describe, expect, it } from 'vitest';
import { checkNewPassword } from '../../../src/lib/server/accounts/password-rules.ts';

const person = { name: 'Test Person', email: 'first.administrator@example.org' };

describe('a new password', () => {
	it.each([
		['short-pass1', 'too-short'],
		['é'.repeat(5) + 'bcdefg', 'too-short'],
		['x7'.repeat(65), 'too-long'],
		['password1234', 'easy-to-guess'],
		['P@ssw0rd!!!!!!!!', 'easy-to-guess'],
		['passwordpassword', 'easy-to-guess'],
		['Welcome2026!!', 'easy-to-guess'],
		['iloveyou1234', 'easy-to-guess'],
		['correcthorsebatterystaple', 'easy-to-guess'],
		['qwertyuiopas', 'easy-to-guess'],
		['zyxwvutsrqpo', 'easy-to-guess'],
		['123456789012', 'easy-to-guess'],
		['210987654321', 'easy-to-guess'],
		['aaaaaaaaaaaaaaaa', 'easy-to-guess'],
		['abababababab', 'easy-to-guess'],
		['soundings-admin-1', 'easy-to-guess'],
		['first.administrator1', 'about-you'],
		['example-first-99', 'about-you'],
		['TestPerson2026', 'about-you'],
	])('%s is refused: %s', (password, problem) => {
		expect(checkNewPassword(password, person)).toBe(problem);
	});

	it.each([
		'marigold tractor eleven quay',
		'k7#Vw2!pQz9m',
		'Xq9#123$%^&*(',
		'tha mi a’ dol dhachaigh',
		'日本語のとても長い合い言葉です',
	])('%s is good enough', (password) => {
		expect(checkNewPassword(password, person)).toBeUndefined();
	});

	it('counts characters as people see them, whichever way a keyboard composes them', () => {
		expect(checkNewPassword('é'.normalize('NFD').repeat(4) + 'bcdefg1', person)).toBe('too-short');
	});
});
