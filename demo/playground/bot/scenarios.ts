// Scripted conversations of an outdoor shop. Each shows one way a chat can go.
import type { Outcome } from "undertone";

export type Line =
  | { readonly role: "user" | "assistant"; readonly text: string }
  /** what the site itself knows: a human took over */
  | { readonly role: "handoff" };

export interface Scenario {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  /** where it ends, as SIGNALS defines outcomes; tests hold it */
  readonly outcome: Outcome;
  readonly lines: readonly Line[];
}

const user = (text: string): Line => ({ role: "user", text });
const bot = (text: string): Line => ({ role: "assistant", text });

const kSignIn = "You can reset your password with the link on the sign-in page.";

export const scenarios: readonly Scenario[] = [
  {
    id: "goes-well",
    name: "Goes well",
    about: "Answered, confirmed, thanked.",
    outcome: "resolved_confirmed",
    lines: [
      user("Hi! Where is my order 4471?"),
      bot(
        "Good news: order 4471 left our warehouse this morning and should reach you on Thursday.",
      ),
      user("Can I still change the delivery address?"),
      bot("Yes, until tonight, under Orders, 4471, Delivery. Shall I send you the link?"),
      user("Yes please"),
      bot("Sent. It will be in your inbox in a minute."),
      user("Perfect, that works. Thank you so much!"),
      bot("You are welcome. Enjoy the tent!"),
    ],
  },
  {
    id: "misunderstands",
    name: "Misunderstands",
    about: "Answers another question until the user gives up.",
    outcome: "abandoned",
    lines: [
      user("My tent arrived with a broken pole"),
      bot("We have tents for every season! Our bestsellers are the Fell 2 and the Ridge 3."),
      user("That's not what I asked. My tent pole is broken."),
      bot("Tent poles are best stored dry. Would you like some care tips?"),
      user("No. You don't understand me, I need a replacement pole"),
      bot("Sorry, I didn't understand that. Could you rephrase your question?"),
      user("This is useless. Forget it, I'm going to buy from someone else."),
    ],
  },
  {
    id: "loops",
    name: "Loops",
    about: "The same answer, again and again.",
    outcome: "abandoned",
    lines: [
      user("How do I reset my password?"),
      bot(kSignIn),
      user("The email never comes. How can I reset my password?"),
      bot(kSignIn),
      user("How do I reset my password without the email?"),
      bot(kSignIn),
      user("You keep giving me the same answer!!! This is ridiculous"),
      bot(kSignIn),
    ],
  },
  {
    id: "recovers",
    name: "Recovers",
    about: "Two wrong answers, then the right one.",
    outcome: "resolved_confirmed",
    lines: [
      user("I want to return my boots"),
      bot("Sorry, I didn't understand that."),
      user("I'd like to send back a pair of boots"),
      bot("Our new boots are here! Have a look at the autumn collection."),
      user("No, that's wrong. I want to return boots I already bought."),
      bot(
        "I'm sorry for the mix-up. You can return them within 60 days; a free label is in your inbox now.",
      ),
      user("Great, that worked. Thank you!"),
      bot("Glad to hear it. Have a good day!"),
    ],
  },
  {
    id: "hands-over",
    name: "Hands over",
    about: "A double charge, and a human who takes over.",
    outcome: "escalated",
    lines: [
      user("I was charged twice for order 5120"),
      bot("I'm sorry, I can't help with payments."),
      user("Can I talk to a human please?"),
      bot("Of course. I am connecting you to a colleague now."),
      { role: "handoff" },
      bot("Mara from the support team has joined the chat. Hi, I am looking at order 5120."),
      user("Thanks Mara, the second payment should be refunded"),
      bot("Done. The second payment goes back to your card today."),
    ],
  },
];
