package org.countersign.records.render;

import com.itextpdf.barcodes.BarcodeQRCode;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** An address as a picture: PNG, because a vector drawing costs several milliseconds a document. */
final class QrCode {

    private QrCode() {}

    /** One pixel a module with the quiet zone around it; the stylesheet enlarges it. */
    static String dataUri(String address) {
        var modules = new BarcodeQRCode(address).createAwtImage(Color.BLACK, Color.WHITE);
        int size = modules.getWidth(null);
        int scale = 6;
        int quiet = 4;
        var picture = new BufferedImage((size + 2 * quiet) * scale, (size + 2 * quiet) * scale, BufferedImage.TYPE_BYTE_GRAY);
        var pen = picture.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        pen.drawImage(modules, quiet * scale, quiet * scale, size * scale, size * scale, null);
        pen.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
