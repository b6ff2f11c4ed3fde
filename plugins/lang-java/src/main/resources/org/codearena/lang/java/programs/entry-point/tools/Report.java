package tools;

import common.Words;

public final class Report {
    public static void main(String[] args) {
        System.out.println(Words.ALL);
    }
}
