// A small bot for free typing: the first rule whose words occur answers.

interface Rule {
  readonly words: RegExp;
  readonly answers: readonly string[];
}

const kFallbacks = [
  "Sorry, I didn't understand that. Could you say it in other words?",
  "I'm afraid I can't help with that. I know about orders, returns, deliveries and tents.",
] as const;

const rules: readonly Rule[] = [
  {
    words: /\b(human|agent|person|someone real)\b/i,
    answers: ["Of course. I am connecting you to a colleague now."],
  },
  {
    words: /\b(thanks?|thank you|thx|cheers|danke|merci|gracias)\b/i,
    answers: ["You are welcome!", "Any time."],
  },
  {
    words: /^\s*(hi|hello|hey|hallo|good (morning|evening))\b/i,
    answers: ["Hello! I am Lark. How can I help?"],
  },
  { words: /\b(bye|goodbye)\b/i, answers: ["Goodbye, and thanks for stopping by."] },
  {
    words: /\b(refund|money back|charged)\b/i,
    answers: ["Refunds go back to the card you paid with, within five days."],
  },
  {
    words: /\b(return|send back)\b/i,
    answers: ["You can return anything within 60 days. Shall I send you a label?"],
  },
  {
    words: /\b(where|track|status)\b.*\b(order|parcel|package)\b/i,
    answers: ["Your parcel is on its way and should arrive on Thursday."],
  },
  {
    words: /\border\b/i,
    answers: ["Which order do you mean? The number is in your confirmation e-mail."],
  },
  {
    words: /\b(deliver|shipping|ship)\w*/i,
    answers: ["Delivery takes two to four days and is free from 50 euros."],
  },
  {
    words: /\b(password|sign in|log ?in)\b/i,
    answers: ["You can reset your password with the link on the sign-in page."],
  },
  {
    words: /\b(tent|pole)s?\b/i,
    answers: ["Our tents have a five-year guarantee, poles included."],
  },
  {
    words: /\b(stupid|useless|idiot|terrible|awful)\b/i,
    answers: ["I'm sorry that I was no help. Would you like to talk to a colleague?"],
  },
  {
    words: /^\s*(yes|yes please|ok|okay|sure)\b/i,
    answers: ["Done. You will find it in your inbox."],
  },
  { words: /^\s*(no|nope)\b/i, answers: ["All right. Is there anything else?"] },
];

/** Answers of a bot that remembers only how often it spoke. */
export function createRuleBot(): (text: string) => string {
  let turns = 0;
  return (text) => {
    const answers = rules.find(({ words }) => words.test(text))?.answers ?? kFallbacks;
    turns += 1;
    return answers[turns % answers.length] ?? kFallbacks[0];
  };
}
