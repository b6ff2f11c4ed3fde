package org.codearena.server.validator;

/** What the validator says about one output. */
public sealed interface Outcome {

    /** The output is right. */
    record Accepted() implements Outcome {}

    /**
     * The output is wrong.
     *
     * @param judgeMessage where the first difference is, with a short excerpt of what was expected and of what came;
     *     for those who may see the answer
     * @param teamMessage what kind of difference it is, with nothing of the answer and nothing that a submission could
     *     use to carry a secret input out; safe for everybody
     */
    record WrongAnswer(String judgeMessage, String teamMessage) implements Outcome {}

    default boolean accepted() {
        return this instanceof Accepted;
    }
}
