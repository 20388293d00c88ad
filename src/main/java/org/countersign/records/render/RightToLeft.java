package org.countersign.records.render;

final class RightToLeft {

    private RightToLeft() {}

    static void install() {}
}
