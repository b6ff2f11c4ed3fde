package text;

public final class Words {
    public static final String ALL = "several files";
}
