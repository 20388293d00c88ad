package org.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.countersign.engine.Flow;
import org.countersign.engine.Form;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** A form in HTML and the record its answers bind to say the same, whoever has edited one of them. */
@Demonstration
class FormContractTests {

    /** {@code ~{file :: piece('first argument', …)}}. */
    private static final Pattern PIECE = Pattern.compile("~\\{(?<file>[\\w/-]+) :: (?<piece>\\w+)(\\(('(?<first>\\w+)')?.*\\))?}");

    @Autowired
    List<Flow> flows;

    @TestFactory
    Stream<DynamicTest> itsFieldsAreTheRecordsComponentsAndNoOthers() {
        return each((form, page) -> assertThat(Stream.concat(fields(page).keySet().stream(), lists(page).stream()).toList())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(form.answers().getRecordComponents()).map(RecordComponent::getName).toList()));
    }

    @TestFactory
    Stream<DynamicTest> everyFieldHasALabelAndEveryChoiceALegend() {
        return each((form, page) -> {
            var soft = new SoftAssertions();
            fields(page).forEach((name, inputs) -> {
                for (Element input : inputs) {
                    if (isChoice(input) && !input.hasAttr("data-single")) {
                        Element choices = input.closest("fieldset");
                        soft.assertThat(choices).as("fieldset of %s", name).isNotNull();
                        soft.assertThat(choices.id()).as("id that a mistake in %s leads to", name).isEqualTo(name);
                        soft.assertThat(choices.attr("tabindex")).as("%s can be led to", name).isEqualTo("-1");
                        soft.assertThat(choices.selectFirst("> legend").text()).as("legend of %s", name).isNotBlank();
                        soft.assertThat(input.closest("label")).as("label around a choice of %s", name).isNotNull();
                    } else {
                        soft.assertThat(input.id()).as("id that a mistake in %s leads to", name).isEqualTo(name);
                        soft.assertThat(page.select("label[for=" + name + "]")).as("label of %s", name).hasSize(1);
                    }
                }
            });
            soft.assertAll();
        });
    }

    @TestFactory
    Stream<DynamicTest> aTextFieldEndsWhereTheRecordSaysSo() {
        return each((form, page) -> {
            var soft = new SoftAssertions();
            fields(page).forEach((name, inputs) -> inputs.stream()
                    .filter(input -> input.is("textarea, input[type=text]:not([data-number])"))
                    .forEach(input -> soft.assertThat(input.attr("maxlength")).as("maxlength of %s", name)
                            .isEqualTo(longest(form, name).map(String::valueOf).orElse("as long as its @Size, which is missing"))));
            soft.assertAll();
        });
    }

    @TestFactory
    Stream<DynamicTest> whatIsOfferedIsWhatTheRecordAccepts() {
        return each((form, page) -> {
            for (RecordComponent component : form.answers().getRecordComponents()) {
                Elements inputs = fields(page).get(component.getName());
                if (lists(page).contains(component.getName())) {
                    assertThat(component.getType()).as(component.getName()).isEqualTo(List.class);
                } else if (component.getType() == Integer.class) {
                    assertThat(inputs).as(component.getName()).allMatch(input -> input.hasAttr("data-number") || input.is("select"));
                } else if (component.getType().isEnum()) {
                    assertThat(inputs.eachAttr("value")).as(component.getName()).containsExactlyInAnyOrderElementsOf(
                            Arrays.stream(component.getType().getEnumConstants()).map(Object::toString).toList());
                } else if (component.getType() == boolean.class) {
                    assertThat(inputs).as(component.getName()).singleElement().matches(input -> input.is("input[type=checkbox][data-single]"));
                } else if (component.getType() == List.class) {
                    assertThat(inputs).as(component.getName()).allMatch(input -> input.is("input[type=checkbox]:not([data-single])"));
                } else {
                    assertThat(inputs).as(component.getName()).singleElement().matches(input -> !isChoice(input));
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> everyHintBelongsToAField() {
        return each((form, page) -> assertThat(page.select(".cs-hint[id]").eachAttr("id"))
                .isSubsetOf(Stream.concat(fields(page).keySet().stream(), lists(page).stream()).map(name -> name + "-hint").toList()));
    }

    @TestFactory
    Stream<DynamicTest> nothingInItRunsByItself() {
        return each((form, page) -> {
            assertThat(page.select("script:not([cam-script])")).isEmpty();
            assertThat(page.getAllElements().stream().flatMap(element -> element.attributes().asList().stream()).map(Attribute::getKey))
                    .noneMatch(attribute -> attribute.startsWith("on") || attribute.equals("style") || attribute.equals("th:utext"));
            assertThat(page.select("[ng-non-bindable] [name]")).as("what people typed is no template").hasSameSizeAs(page.select("form [name]"));
        });
    }

    private interface Check {
        void of(Form<?> form, Element page);
    }

    private Stream<DynamicTest> each(Check check) {
        return flows.stream().flatMap(flow -> flow.forms().stream().map(form -> DynamicTest.dynamicTest(flow.name() + "/" + form.task(),
                () -> check.of(form, page(flow, form)))));
    }

    /** Fields for files, which the script of all forms makes. */
    private static List<String> lists(Element page) {
        return page.select(".cs-files[data-files]").eachAttr("data-files");
    }

    private static Map<String, Elements> fields(Element page) {
        return page.select("input[name]:not([hidden]), select[name], textarea[name]").stream()
                .collect(Collectors.groupingBy(input -> input.attr("name"), LinkedHashMap::new, Collectors.toCollection(Elements::new)));
    }

    private static java.util.Optional<Integer> longest(Form<?> form, String name) {
        try {
            return java.util.Optional.ofNullable(form.answers().getDeclaredField(name).getAnnotation(Size.class)).map(Size::max);
        } catch (NoSuchFieldException e) {
            throw new AssertionError("The record has no " + name, e);
        }
    }

    private static boolean isChoice(Element input) {
        return input.is("input[type=checkbox], input[type=radio]");
    }

    /** The page as it is edited, with the shared pieces in place, whichever file they stand in. */
    private static Element page(Flow flow, Form<?> form) {
        Element page = html(Path.of("forms", flow.name(), form.task().replaceAll("([A-Z])", "-$1").toLowerCase() + ".html"));
        for (Element place = page.selectFirst("[th:replace]"); place != null; place = page.selectFirst("[th:replace]")) {
            Matcher wanted = PIECE.matcher(place.attr("th:replace"));
            assertThat(wanted.matches()).as("where %s stands", place.attr("th:replace")).isTrue();
            Element piece = html(Path.of(wanted.group("file") + ".html"))
                    .getElementsByAttributeValueMatching("th:fragment", "^" + wanted.group("piece") + "\\b").first();
            assertThat(piece).as("shared piece %s", place.attr("th:replace")).isNotNull();
            if (wanted.group("first") != null) {
                fillIn(piece, wanted.group("first"));
            }
            place.replaceWith(piece);
        }
        return page;
    }

    /** A shared piece says {@code th:name="${field}"} where a page of its own would say {@code name="reasons"}. */
    private static void fillIn(Element piece, String field) {
        for (Element element : piece.getAllElements()) {
            for (Attribute attribute : element.attributes().asList()) {
                if (attribute.getKey().startsWith("th:") && attribute.getValue().matches("\\$\\{field}( \\+ '-hint')?")) {
                    element.attr(attribute.getKey().substring(3), attribute.getValue().endsWith("'") ? field + "-hint" : field);
                }
            }
        }
    }

    private static Element html(Path file) {
        try {
            return Jsoup.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
