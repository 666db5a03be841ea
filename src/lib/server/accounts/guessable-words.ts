/**
 * Words that common passwords of twelve characters and more are made of, gathered by hand from what lists of leaked
 * passwords agree on, with the words of this product; lower case, longest first.
 */
export const guessableWords: readonly string[] = `
	password passwort passphrase passcode letmein welcome changeme secret admin administrator root
	login logon signin user username guest test testing temp temporary default master access account security secure
	soundings survey surveys sounding questionnaire wave trend analyst interview respondent
	qwertyuiop qwertyui qwerty qwertz azerty asdfghjkl asdfgh asdf zxcvbnm zxcvbn qazwsxedc qazwsx 1q2w3e4r5t6y 1q2w3e4r5t
	1q2w3e4r 1qaz2wsx3edc 1qaz2wsx zaq12wsx q1w2e3r4t5y6 q1w2e3r4 1234567890 123456789 12345678 1234567 123456 12345 1234 123 abcdefgh abcdef abcd abc
	987654321 0987654321 654321 54321 4321 321 111111 000000 112233 123123 121212 aaaaaa
	iloveyou ilove loveyou lovely love you forever always princess sunshine monkey dragon football baseball basketball
	superman batman spiderman pokemon starwars minecraft michael jordan jennifer jessica ashley charlie daniel
	thomas robert andrew matthew joshua william george hunter ranger buster tigger shadow maggie ginger summer winter
	spring autumn january february march april june july august september october november december monday tuesday
	wednesday thursday friday saturday sunday whatever trustno trust nothing computer internet freedom mustang corvette
	chelsea arsenal liverpool manchester united rangers celtic glasgow edinburgh scotland scottish london england
	britain police government office company business hello goodbye flower chocolate cheese orange banana apple
	samsung google facebook instagram microsoft windows linkedin killer matrix phoenix diamond silver golden
	correct horse battery staple blink purple cookie pepper hockey soccer tennis cowboy jesus christ angel heaven
	family mother father brother sister friend friends babygirl baby girl boy lover sweet sweetie beautiful
	house home hunter2 pass word sesame please
`
	.split(/\s+/)
	.filter((word, at, all) => word !== '' && all.indexOf(word) === at)
	.sort((one, other) => other.length - one.length);
