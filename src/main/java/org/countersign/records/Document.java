package org.countersign.records;

import java.util.Map;

/**
 * What a PDF is made from; the same template serves the preview in the browser.
 *
 * @param template below {@code templates/}, without ending, for example {@code group-approval/sheet}
 * @param title    the document's title, for people and for assistive software
 * @param model    named values for the template; texts are plain text, never markup
 */
public record Document(String template, String title, Map<String, Object> model) {}
