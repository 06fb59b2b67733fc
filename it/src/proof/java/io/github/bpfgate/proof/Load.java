package io.github.bpfgate.proof;

/** What the other CPU does while gates run. */
enum Load {
    BUSY("busy"),
    IDLE("idle"),
    /** There is no other CPU this process may use. */
    NONE("none: 1 CPU");

    private final String label;

    Load(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
