package org.countersign.web;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a newest-first list.
 *
 * @param next key to give as {@code before} for the page after it; {@code null} on the last one
 */
record KeyPage<T>(List<T> shown, @Nullable String next) {

    private static final int LARGEST = 200;

    /** How many a program gets that asked for so many. */
    static int size(int asked) {
        return Math.min(Math.max(asked, 1), LARGEST);
    }

    /** @param found read one longer than the page, so that it shows whether more follow */
    static <T> KeyPage<T> of(List<T> found, int size, Function<T, String> key) {
        List<T> shown = found.stream().limit(size).toList();
        return new KeyPage<>(shown, found.size() > size ? key.apply(shown.get(size - 1)) : null);
    }

    <S> List<S> map(Function<T, S> as) {
        return shown.stream().map(as).toList();
    }
}
