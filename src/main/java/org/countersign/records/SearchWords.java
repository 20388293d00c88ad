package org.countersign.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.countersign.people.FoldedText;
import org.countersign.records.RecordDraft.AccessClass;

/**
 * The words a record answers to, in any script, without case and accents. A record's number is one word. Scripts that put no blanks
 * between words are taken character by character.
 */
final class SearchWords {

    /** So many characters of a long record are enough to find it by. */
    private static final int MOST = 20_000;
    private static final int LONGEST = 40;

    /** Shorter words are asked for whole: what they begin is most of the archive. */
    private static final int SHORTEST_BEGINNING = 3;

    private static final Pattern BLANKS = Pattern.compile("[\\p{Z}\\p{Cc}\\p{Cf}]+");
    private static final Pattern NUMBER = Pattern.compile("[a-z]{2}-\\d{4}-\\d{1,9}");
    private static final Set<UnicodeScript> WITHOUT_BLANKS = Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA,
            UnicodeScript.THAI, UnicodeScript.LAO, UnicodeScript.KHMER, UnicodeScript.MYANMAR);
    private static final ObjectMapper JSON = new ObjectMapper();

    private SearchWords() {}

    /**
     * What is kept beside the record to search in. Of a restricted one that is its number alone: nobody learns by searching what it holds.
     *
     * @param recordJson the record's data; the texts in it are searched too
     */
    static String of(String recordId, AccessClass accessClass, String title, String outcome, byte[] recordJson) {
        Set<String> words = new LinkedHashSet<>(in(recordId));
        if (accessClass == AccessClass.OPEN_TO_THE_DESK) {
            words.addAll(in(title));
            words.addAll(in(outcome));
            try {
                addTexts(JSON.readTree(recordJson), words);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        StringBuilder text = new StringBuilder(" ");
        for (String word : words) {
            if (text.length() + word.length() >= MOST) {
                break;
            }
            text.append(word).append(' ');
        }
        return text.toString();
    }

    private static void addTexts(JsonNode node, Set<String> words) {
        if (node.isTextual()) {
            if (!isForMachines(node.textValue())) {
                words.addAll(in(node.textValue()));
            }
        } else {
            node.forEach(part -> addTexts(part, words));
        }
    }

    /** Digests, ids and instants: nobody looks for a record by these. */
    private static boolean isForMachines(String text) {
        return text.length() > 16 && text.indexOf(' ') < 0 && text.chars().anyMatch(Character::isDigit);
    }

    /** The words of a text, as they are kept and as they are asked for. */
    static List<String> in(String text) {
        List<String> words = new ArrayList<>();
        for (String piece : BLANKS.split(FoldedText.of(text))) {
            if (NUMBER.matcher(piece).matches()) {
                words.add(piece);
            } else {
                split(piece, words);
            }
        }
        return words;
    }

    private static void split(String piece, List<String> words) {
        StringBuilder word = new StringBuilder();
        piece.codePoints().forEach(at -> {
            boolean alone = WITHOUT_BLANKS.contains(UnicodeScript.of(at)) || Character.getType(at) == Character.OTHER_SYMBOL;
            if (alone || !isPartOfAWord(at)) {
                finish(word, words);
            }
            if (alone) {
                words.add(Character.toString(at));
            } else if (isPartOfAWord(at)) {
                word.appendCodePoint(at);
            }
        });
        finish(word, words);
    }

    private static boolean isPartOfAWord(int at) {
        return Character.isLetterOrDigit(at) || Character.getType(at) == Character.NON_SPACING_MARK
                || Character.getType(at) == Character.COMBINING_SPACING_MARK;
    }

    private static void finish(StringBuilder word, List<String> words) {
        if (word.length() > 0) {
            words.add(word.substring(0, word.offsetByCodePoints(0, Math.min(LONGEST, word.codePointCount(0, word.length())))));
            word.setLength(0);
        }
    }

    /** Whether records answer to what the word begins too. */
    static boolean isBeginning(String word) {
        return word.length() >= SHORTEST_BEGINNING;
    }
}
