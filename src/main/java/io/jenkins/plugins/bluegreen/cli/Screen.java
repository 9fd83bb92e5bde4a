package io.jenkins.plugins.bluegreen.cli;

/**
 * What output is shown on.
 *
 * @param columns its width; 0 for a file or a pipe, where nothing may move
 * @param coloured whether it shows colours
 */
record Screen(int columns, boolean coloured) {
    /** What {@link #bar} needs beside the bar itself. */
    static final int AROUND_BAR = "blue 100%  100% green".length();

    /** For files, pipes and programs. */
    static final Screen NONE = new Screen(0, false);

    /** As the launcher found it; {@code NO_COLOR} is respected (no-color.org). */
    static Screen here() {
        int columns = Integer.getInteger("bluegreen.columns", 0);
        String noColour = System.getenv("NO_COLOR");
        return new Screen(columns, columns > 0 && (noColour == null || noColour.isEmpty()));
    }

    boolean isTerminal() {
        return columns > 0;
    }

    /** The split as a bar of so many characters. */
    String bar(int green, int width) {
        int ofGreen = green * width / 100;
        String bar = coloured
                ? "\u001b[44m" + " ".repeat(width - ofGreen) + "\u001b[42m" + " ".repeat(ofGreen) + "\u001b[0m"
                : "#".repeat(width - ofGreen) + "-".repeat(ofGreen);
        return "blue %3d%% %s %3d%% green".formatted(100 - green, bar, green);
    }

    /** So much of a text as fits behind what is there already. */
    String clip(String text, int taken) {
        int room = Math.max(0, columns - taken - 1);
        return text.length() <= room
                ? text
                : text.substring(0, Math.max(0, room - 3)) + "...".substring(0, Math.min(3, room));
    }

    String dim(String text) {
        return coloured ? "\u001b[2m" + text + "\u001b[0m" : text;
    }

    String strong(String text) {
        return coloured ? "\u001b[1m" + text + "\u001b[0m" : text;
    }
}
