package org.countersign.records.bag;

/** A bag is damaged, forged or not one of ours: nothing of it is taken. */
public class BagRefused extends RuntimeException {

    private final String file;
    private final boolean undecided;

    BagRefused(String file, String words) {
        this(file, words, false);
    }

    private BagRefused(String file, String words, boolean undecided) {
        super(file + ": " + words);
        this.file = file;
        this.undecided = undecided;
    }

    /** The bag may be as good as it looks; only nobody here can tell whose it is. */
    static BagRefused unknownAuthority(String words) {
        return new BagRefused("seal.txt.p7s", words, true);
    }

    /** The file in the bag that does not hold; the message begins with it. */
    public String file() {
        return file;
    }

    /** Whether it could not be told, rather than found to be wrong. */
    public boolean isUndecided() {
        return undecided;
    }
}
