// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.BadImageException;

/**
 * Rows of a Parquet file. The selected columns of one row group are in memory at a time,
 * compressed.
 */
final class ParquetTable implements CatalogTable {
  private final ChannelInput input;
  private final ParquetFileReader reader;
  private final MessageType schema;
  private final List<List<String>> paths = new ArrayList<>();
  private final List<Column> columns = new ArrayList<>();
  private MessageType selected;
  private @Nullable RecordReader<Group> records;
  private long left;
  private @Nullable Group row;

  static CatalogTable open(ReadableByteChannel file, long size)
      throws IOException, BadImageException {
    if (!(file instanceof SeekableByteChannel channel)) {
      throw new IOException("Parquet needs a file that can be read in any order");
    }
    ChannelInput input = new ChannelInput(channel, size);
    try {
      return new ParquetTable(input);
    } catch (IOException | RuntimeException e) {
      throw broken(input, e);
    }
  }

  private ParquetTable(ChannelInput input) throws IOException {
    this.input = input;
    this.reader =
        ParquetFileReader.open(
            input, ParquetReadOptions.builder(new PlainParquetConfiguration()).build());
    this.schema = reader.getFileMetaData().getSchema();
    this.selected = schema;
    addColumns(schema, List.of());
  }

  /** Fields of nested records are columns of their own, such as {@code position.ra}. */
  private void addColumns(GroupType group, List<String> around) {
    for (Type type : group.getFields()) {
      List<String> path = new ArrayList<>(around);
      path.add(type.getName());
      boolean isRecord =
          !type.isPrimitive()
              && !type.isRepetition(Type.Repetition.REPEATED)
              && type.getLogicalTypeAnnotation() == null;
      if (isRecord) {
        addColumns(type.asGroupType(), path);
      } else {
        columns.add(
            new Column(String.join(".", path), Optional.empty(), ParquetCell.unusable(type)));
        paths.add(path);
      }
    }
  }

  /** Parquet's library throws almost any exception for invalid bytes. */
  private static BadImageException broken(ChannelInput input, Exception e) throws IOException {
    input.throwFailure();
    String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    return new BadImageException(
        "bad_parquet", "the Parquet file cannot be read, or ends too early: " + message, e);
  }

  @Override
  public List<Column> columns() {
    return List.copyOf(columns);
  }

  @Override
  public void select(BitSet wanted) throws IOException, BadImageException {
    MessageType needed = new MessageType(schema.getName(), List.of());
    for (int column = wanted.nextSetBit(0); column >= 0; column = wanted.nextSetBit(column + 1)) {
      needed = needed.union(new MessageType(schema.getName(), only(schema, paths.get(column), 0)));
    }
    selected = needed;
    reader.setRequestedSchema(selected);
  }

  /** Returns the schema of one field with its enclosing records only. */
  private static Type only(GroupType group, List<String> path, int depth) {
    Type type = group.getType(path.get(depth));
    return depth == path.size() - 1
        ? type
        : type.asGroupType().withNewFields(only(type.asGroupType(), path, depth + 1));
  }

  @Override
  public boolean next() throws IOException, BadImageException {
    try {
      while (left == 0) {
        PageReadStore group = reader.readNextRowGroup();
        if (group == null) {
          return false;
        }
        left = group.getRowCount();
        records =
            new ColumnIOFactory()
                .getColumnIO(selected, schema)
                .getRecordReader(group, new GroupRecordConverter(selected));
      }
      row = requireNonNull(records).read();
      left--;
      return true;
    } catch (IOException | RuntimeException e) {
      throw broken(input, e);
    }
  }

  @Override
  public @Nullable Object cell(int column) {
    Group group = requireNonNull(row);
    List<String> path = paths.get(column);
    for (String name : path.subList(0, path.size() - 1)) {
      if (group.getFieldRepetitionCount(name) == 0) {
        return null;
      }
      group = group.getGroup(name, 0);
    }
    return ParquetCell.value(group, path.get(path.size() - 1));
  }
}
