package org.countersign.records.render;

import com.itextpdf.styledxmlparser.resolver.resource.IResourceRetriever;
import java.io.InputStream;
import java.net.URL;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Hands out nothing: whatever a page needs travels inside it. Counts who asked, so that a rendering which tried to
 * reach a file or the network fails instead of leaving a hole.
 */
@SuppressWarnings("deprecation") // the converter takes no other kind yet
final class OwnResourcesOnly implements IResourceRetriever {

    /** Relative addresses end up here, so they too are refused. */
    static final String BASE = "countersign-nowhere/";

    private final AtomicInteger refused = new AtomicInteger();

    @Override
    public @Nullable InputStream getInputStreamByUrl(URL url) {
        refused.incrementAndGet();
        return null;
    }

    @Override
    public byte @Nullable [] getByteArrayByUrl(URL url) {
        refused.incrementAndGet();
        return null;
    }

    void refuseIfAskedForMore(String template) {
        if (refused.get() > 0) {
            throw new OutsideResource("The page made from '" + template + "' asked " + refused
                    + " time(s) for something outside of it; put it into templates/assets and into the page");
        }
    }
}
