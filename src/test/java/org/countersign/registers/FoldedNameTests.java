package org.countersign.registers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldedNameTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "Boathouse rota | BOATHOUSE ROTA", "Boathouse rota | \"  Boathouse   rota \"", "Boathouse rota | Boathouse\u00A0rota",
        "Boathouse rota | Boat\u200Bhouse rota", "Boathouse rota | \uFEFFBoathouse rota", "Boathouse rota | Boat\u00ADhouse rota",
        "Boathouse rota | Ｂｏａｔｈｏｕｓｅ　ｒｏｔａ", "Café | cafe", "Cafe\u0301 | CAFÉ", "Noël | NOEL", "Straße | STRASSE", "Öffice | Oﬃce",
        "Porters' | Porters’", "Boat-house | Boat–house", "ΣΊΣΥΦΟΣ | σισυφος", "İstanbul | istanbul", "Boathouse rota | Boathouse\u2028rota"})
    void readsAsTheSameName(String one, String other) {
        assertThat(FoldedName.of(one)).isEqualTo(FoldedName.of(other));
        assertThat(FoldedName.of(one).digest()).isEqualTo(FoldedName.of(other).digest()).hasSize(64);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Boathouse rota | Boathouse rotas", "Porters | Porter's", "东院 | 西院", "Команда | Команды", "Team 1 | Team 2",
        "👮 | 🚣", "हिन्दी | हनद"})
    void readsAsAnotherName(String one, String other) {
        assertThat(FoldedName.of(one)).isNotEqualTo(FoldedName.of(other));
    }
}
