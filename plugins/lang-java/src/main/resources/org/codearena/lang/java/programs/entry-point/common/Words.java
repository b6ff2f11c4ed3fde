package common;

public final class Words {
    public static final String ALL = "from the entry point";
}
